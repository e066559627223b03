-- Takes points from a bucket that fills up with time: all that are needed or none, and more of them while it is full
-- enough, so that a busy copy of the engine need not come for every request.
-- KEYS[1] bucket; ARGV: most it holds, points restored a second, points needed, points welcome, points given back
local max = tonumber(ARGV[1])
local restore = tonumber(ARGV[2])
local need = tonumber(ARGV[3])
local welcome = tonumber(ARGV[4])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local state = redis.call('HMGET', KEYS[1], 'points', 'at')
local points = tonumber(state[1]) or max
local at = tonumber(state[2]) or now
points = math.min(max, points + math.max(0, now - at) * restore / 1000 + tonumber(ARGV[5]))
local granted = 0
if points >= need then
    granted = math.floor(math.min(points, math.max(need, welcome)))
    points = points - granted
end
redis.call('HSET', KEYS[1], 'points', tostring(points), 'at', string.format('%d', now))
redis.call('PEXPIRE', KEYS[1], math.ceil(max / restore * 1000) + 1000)
return { granted, math.floor(points) }
