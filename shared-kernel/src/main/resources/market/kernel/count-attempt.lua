-- KEYS[1] counter; ARGV: most, window in milliseconds. Answers 1, or 0 and the milliseconds until the window ends.
local count = redis.call('INCR', KEYS[1])
if count == 1 then
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
end
if count > tonumber(ARGV[1]) then
  return { 0, redis.call('PTTL', KEYS[1]) }
end
return { 1, 0 }
