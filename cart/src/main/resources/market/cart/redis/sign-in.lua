-- ARGV[1] is the command.
if ARGV[1] == 'put' then
  -- KEYS[1] code; ARGV: hash, tries, milliseconds to live. An earlier code ends here.
  redis.call('DEL', KEYS[1])
  redis.call('HSET', KEYS[1], 'hash', ARGV[2], 'left', ARGV[3])
  redis.call('PEXPIRE', KEYS[1], ARGV[4])
  return { 1 }
end
-- KEYS[1] code; ARGV[2] hash of the guess. Answers 1 when right (a code works once), 0 and the tries left, or -1.
local hash = redis.call('HGET', KEYS[1], 'hash')
if not hash then
  return { -1, 0 }
end
if hash == ARGV[2] then
  redis.call('DEL', KEYS[1])
  return { 1, 0 }
end
local left = redis.call('HINCRBY', KEYS[1], 'left', -1)
if left <= 0 then
  redis.call('DEL', KEYS[1])
end
return { 0, left }
