-- KEYS[1] session; ARGV: now, milliseconds to live without use. Answers what it says, or nothing; it lives on, but never
-- beyond its end.
local session = redis.call('HMGET', KEYS[1], 'content', 'end')
if not session[1] then
  return {}
end
local left = tonumber(session[2]) - tonumber(ARGV[1])
if left <= 0 then
  redis.call('DEL', KEYS[1])
  return {}
end
redis.call('HSET', KEYS[1], 'seen', ARGV[1])
redis.call('PEXPIRE', KEYS[1], math.min(left, tonumber(ARGV[2])))
return { session[1] }
