-- The holds of one merchant. KEYS[1] is the merchant's epoch key; all others begin with it and share its hash tag:
--   :a:<variant>      location -> pieces that can be held (on hand - committed - held)
--   :n:<variant>      location -> version, <location>:base -> on hand - committed as PostgreSQL last said
--   :h:<reservation>  buyer, expires, and <variant>/<location> -> pieces
--   :x                reservations by the millisecond they expire
--   :b                buyer -> how many holds
-- ARGV[1] is the command; the first element of every answer is a number that says how it went.
local base = KEYS[1]
local expiries = base .. ':x'
local buyers = base .. ':b'

local function give_back(reservation)
  local key = base .. ':h:' .. reservation
  local hold = redis.call('HGETALL', key)
  redis.call('ZREM', expiries, reservation)
  if #hold == 0 then
    return 0
  end
  redis.call('DEL', key)
  for i = 1, #hold, 2 do
    local field, value = hold[i], hold[i + 1]
    if field == 'buyer' then
      if redis.call('HINCRBY', buyers, value, -1) <= 0 then
        redis.call('HDEL', buyers, value)
      end
    elseif field ~= 'expires' then
      redis.call('HINCRBY', base .. ':a:' .. string.sub(field, 1, 36), string.sub(field, 38), value)
    end
  end
  return 1
end

local function sweep(now, max)
  local due = redis.call('ZRANGEBYSCORE', expiries, '-inf', now, 'LIMIT', 0, max)
  for i = 1, #due do
    give_back(due[i])
  end
  return #due
end

-- Appends <variant>/<location>, pieces: from the location that fits best, or from several, fullest first.
local function allocate(taken, variant, counters, wanted)
  local best, best_left
  for i = 1, #counters, 2 do
    local left = tonumber(counters[i + 1]) - wanted
    if left >= 0 and (best_left == nil or left < best_left) then
      best, best_left = counters[i], left
    end
  end
  if best then
    taken[#taken + 1] = variant .. '/' .. best
    taken[#taken + 1] = wanted
    return
  end
  local places = {}
  for i = 1, #counters, 2 do
    places[#places + 1] = { counters[i], tonumber(counters[i + 1]) }
  end
  table.sort(places, function(one, other) return one[2] > other[2] end)
  for i = 1, #places do
    if wanted <= 0 then
      return
    end
    local piece = math.min(wanted, places[i][2])
    taken[#taken + 1] = variant .. '/' .. places[i][1]
    taken[#taken + 1] = piece
    wanted = wanted - piece
  end
end

-- ARGV: now, expiry, reservation, buyer, most holds of one buyer, then variant and pieces of each line.
local function hold()
  if redis.call('EXISTS', base) == 0 then
    return { 0 }
  end
  sweep(ARGV[2], 20)
  local key = base .. ':h:' .. ARGV[4]
  local taken = redis.call('HGETALL', key)
  if #taken > 0 then
    table.insert(taken, 1, 1)
    return taken
  end
  if tonumber(redis.call('HGET', buyers, ARGV[5]) or 0) >= tonumber(ARGV[6]) then
    return { 3 }
  end
  taken = { 'buyer', ARGV[5], 'expires', ARGV[3] }
  local lacks = { 2 }
  for i = 7, #ARGV, 2 do
    local variant, wanted = ARGV[i], tonumber(ARGV[i + 1])
    local counters = redis.call('HGETALL', base .. ':a:' .. variant)
    local total = 0
    for j = 2, #counters, 2 do
      total = total + math.max(0, tonumber(counters[j]))
    end
    if total < wanted then
      lacks[#lacks + 1] = variant
      lacks[#lacks + 1] = #counters == 0 and -1 or total
    else
      allocate(taken, variant, counters, wanted)
    end
  end
  if #lacks > 1 then
    return lacks
  end
  for i = 5, #taken, 2 do
    redis.call('HINCRBY', base .. ':a:' .. string.sub(taken[i], 1, 36), string.sub(taken[i], 38), -taken[i + 1])
  end
  redis.call('HSET', key, unpack(taken))
  redis.call('ZADD', expiries, ARGV[3], ARGV[4])
  redis.call('HINCRBY', buyers, ARGV[5], 1)
  table.insert(taken, 1, 1)
  return taken
end

-- ARGV: reservation to drop or nothing, then variant, location, base and version of each level. A level that was
-- overtaken by a newer one is ignored, so the order in which these arrive does not matter.
local function settle()
  local dropped = ARGV[2] ~= '' and give_back(ARGV[2]) or 0
  for i = 3, #ARGV, 4 do
    local variant, location, level, version = ARGV[i], ARGV[i + 1], tonumber(ARGV[i + 2]), tonumber(ARGV[i + 3])
    local known = base .. ':n:' .. variant
    local earlier = redis.call('HMGET', known, location, location .. ':base')
    if version > tonumber(earlier[1] or 0) then
      redis.call('HINCRBY', base .. ':a:' .. variant, location, level - tonumber(earlier[2] or 0))
      redis.call('HSET', known, location, version, location .. ':base', level)
    end
  end
  return { dropped }
end

-- What all living holds keep, by <variant>/<location>; counts the buyers' holds anew on the way.
local function held_pieces()
  local held = {}
  redis.call('DEL', buyers)
  local reservations = redis.call('ZRANGE', expiries, 0, -1)
  for i = 1, #reservations do
    local hold = redis.call('HGETALL', base .. ':h:' .. reservations[i])
    for j = 1, #hold, 2 do
      if hold[j] == 'buyer' then
        redis.call('HINCRBY', buyers, hold[j + 1], 1)
      elseif hold[j] ~= 'expires' then
        held[hold[j]] = (held[hold[j]] or 0) + tonumber(hold[j + 1])
      end
    end
  end
  return held
end

-- ARGV: new epoch, or nothing while more is to come, then variant, location, base and version of each level.
local function seed()
  local held = held_pieces()
  local cleared = {}
  for i = 3, #ARGV, 4 do
    local variant, location, level, version = ARGV[i], ARGV[i + 1], tonumber(ARGV[i + 2]), tonumber(ARGV[i + 3])
    local known, counters = base .. ':n:' .. variant, base .. ':a:' .. variant
    if not cleared[variant] then
      redis.call('DEL', counters)
      cleared[variant] = true
    end
    local earlier = redis.call('HMGET', known, location, location .. ':base')
    if tonumber(earlier[1] or 0) > version then
      level = tonumber(earlier[2])
    else
      redis.call('HSET', known, location, version, location .. ':base', level)
    end
    redis.call('HSET', counters, location, level - (held[variant .. '/' .. location] or 0))
  end
  if ARGV[2] ~= '' then
    redis.call('SET', base, ARGV[2])
  end
  return { 1 }
end

local command = ARGV[1]
if command == 'hold' then
  return hold()
elseif command == 'settle' then
  return settle()
elseif command == 'release' then
  return { give_back(ARGV[2]) }
elseif command == 'sweep' then
  return { sweep(ARGV[2], ARGV[3]) }
end
return seed()
