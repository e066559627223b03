-- Takes, renews or gives back one of a few places that end by themselves.
-- KEYS[1] the places of a caller; ARGV: id of the place, how many there are, how long it is held in milliseconds, where
-- 0 gives it back
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if ARGV[3] == '0' then
    redis.call('ZREM', KEYS[1], ARGV[1])
    return { 0 }
end
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
if not redis.call('ZSCORE', KEYS[1], ARGV[1]) and redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[2]) then
    return { 0 }
end
redis.call('ZADD', KEYS[1], now + ARGV[3], ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return { 1 }
