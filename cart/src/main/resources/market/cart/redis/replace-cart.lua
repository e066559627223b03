-- Writes a cart unless somebody else wrote it since it was read. KEYS[1] cart; ARGV: version that was read (0: none),
-- new version, new body, milliseconds to live. Answers 1 when written.
if tonumber(redis.call('HGET', KEYS[1], 'version') or 0) ~= tonumber(ARGV[1]) then
  return { 0 }
end
redis.call('HSET', KEYS[1], 'version', ARGV[2], 'body', ARGV[3])
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return { 1 }
