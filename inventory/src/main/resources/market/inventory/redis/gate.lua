-- The gate in front of a flash sale: lets so many buyers through to its hold as may still get something, and turns all others
-- away without touching holds or counters. KEYS[1] is the merchant's epoch key of holds.lua; beside its keys there is
--   :g:<sale>         token, starts and ends in milliseconds, limit per buyer, left to be let through, b:<buyer> -> bought
-- all in pieces of the stock that is sold. ARGV[1] is the command, ARGV[2] by how many milliseconds the clock of holds is
-- ahead of this server's, ARGV[3] the token of the incarnation of Redis, ARGV[4] the sale. Answers begin with a number.
local base = KEYS[1]
local gate = base .. ':g:' .. ARGV[4]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[2]
local DAY = 86400000

-- Pieces that nobody holds, and what the buyer holds; nothing while the counters do not say it to the day.
local function counted(buyer)
  if redis.call('GET', base) ~= ARGV[3] or redis.call('ZCOUNT', base .. ':x', '-inf', now) > 0 then
    return nil, 0
  end
  local counters, free = redis.call('HVALS', base .. ':a:' .. ARGV[4]), 0
  for i = 1, #counters do
    free = free + math.max(0, tonumber(counters[i]))
  end
  return #counters > 0 and free or nil, tonumber(redis.call('HGET', base .. ':b', buyer .. '/' .. ARGV[4]) or 0)
end

-- ARGV: reservation, buyer, pieces. Answers 0 no gate here; 1 and the most that the buyer may hold; 2 not its time; 3 above
-- the buyer's limit; 4 and what is left. Who only looks is not counted as let through.
local function admit(enters)
  local buyer, pieces = ARGV[6], tonumber(ARGV[7])
  local known = redis.call('HMGET', gate, 'token', 'starts', 'ends', 'limit', 'left', 'b:' .. buyer)
  if known[1] ~= ARGV[3] then
    return { 0 }
  elseif now < tonumber(known[2]) or now >= tonumber(known[3]) then
    return { 2 }
  end
  local most = known[4] - (known[6] or 0)
  if redis.call('EXISTS', base .. ':h:' .. ARGV[5]) == 1 then
    return { 1, most }
  end
  local free, held = counted(buyer)
  if held + pieces > most then
    return { 3 }
  elseif free and free < pieces then
    return { 4, free }
  elseif tonumber(known[5]) < pieces then
    return { 4, 0 }
  end
  if enters then
    redis.call('HINCRBY', gate, 'left', -pieces)
  end
  return { 1, most }
end

-- ARGV: starts, ends, limit, left, then buyer and pieces bought of each.
local function open()
  redis.call('DEL', gate)
  redis.call('HSET', gate, 'token', ARGV[3], 'starts', ARGV[5], 'ends', ARGV[6], 'limit', ARGV[7], 'left', ARGV[8])
  for i = 9, #ARGV, 2 do
    redis.call('HSET', gate, 'b:' .. ARGV[i], ARGV[i + 1])
  end
  redis.call('PEXPIRE', gate, math.max(0, ARGV[6] - now) + DAY)
  return { 1 }
end

-- ARGV: field and value, of a gate that is open.
local function set()
  if redis.call('HGET', gate, 'token') == ARGV[3] then
    redis.call('HSET', gate, ARGV[5], ARGV[6])
  end
  return { 1 }
end

-- The counters go when nobody can hold anything of the sale any more.
local function close()
  redis.call('DEL', gate)
  redis.call('PEXPIRE', base .. ':a:' .. ARGV[4], DAY)
  redis.call('PEXPIRE', base .. ':n:' .. ARGV[4], DAY)
  return { 1 }
end

if ARGV[1] == 'admit' then
  return admit(true)
elseif ARGV[1] == 'look' then
  return admit(false)
elseif ARGV[1] == 'open' then
  return open()
elseif ARGV[1] == 'set' then
  return set()
end
return close()
