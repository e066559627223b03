-- The holds of one merchant. KEYS[1] is the merchant's epoch key; all others begin with it and share its hash tag:
--   (itself)          token of the incarnation of Redis for which the counters were built
--   :a:<variant>      location -> pieces that can be held (on hand - committed - held)
--   :n:<variant>      location -> version, <location>:base -> on hand - committed as PostgreSQL last said
--   :h:<reservation>  buyer, since, expires, and <variant>/<location> -> pieces
--   :x                reservations by the millisecond they expire
--   :t                <variant>/<location> -> pieces that all holds keep there
--   :b                buyer -> holds, <buyer># -> pieces, <buyer>/<variant> -> pieces of the variant
--   :g                a count of all holds under way: by -> who counts, at -> when it last went on, to -> holds that
--                     expire until then are counted, or "all"
--   :t+ and :b+       what it counted: as :t and :b, of the holds that it has passed
-- No command reads more than one small page of holds or levels, so none keeps others waiting for long.
-- ARGV[1] is the command, ARGV[2] by how many milliseconds the clock of holds is ahead of this server's, which is 0 but
-- in tests; the first element of every answer is a number that says how it went.
local base = KEYS[1]
local expiries = base .. ':x'
local totals = base .. ':t'
local buyers = base .. ':b'
local counting = base .. ':g'
local call = redis.call
local time = call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[2]

local function variant_of(field)
  return string.sub(field, 1, 36)
end

local function location_of(field)
  return string.sub(field, 38)
end

-- What HGETALL said of a hold: its fields by name, and <variant>/<location>, pieces of each part.
local function opened(hold)
  local fields, parts = {}, {}
  for i = 1, #hold, 2 do
    local field, value = hold[i], hold[i + 1]
    if #field <= 36 then
      fields[field] = value
    elseif tonumber(value) then
      parts[#parts + 1] = field
      parts[#parts + 1] = value
    end
  end
  return fields, parts
end

local function raise(key, field, by)
  if call('HINCRBY', key, field, by) <= 0 then
    call('HDEL', key, field)
  end
end

-- Adds a hold to totals and to what its buyer holds; with a sign of -1 takes it away.
local function tally(mark, buyer, parts, sign)
  local pieces = 0
  for i = 1, #parts, 2 do
    local count = sign * parts[i + 1]
    raise(totals .. mark, parts[i], count)
    raise(buyers .. mark, buyer .. '/' .. variant_of(parts[i]), count)
    pieces = pieces + count
  end
  raise(buyers .. mark, buyer, sign)
  raise(buyers .. mark, buyer .. '#', pieces)
end

-- Has the count under way passed the holds that expire then?
local function is_counted(expires)
  local to = call('HGET', counting, 'to')
  return to and (to == 'all' or (tonumber(expires) or 0) <= tonumber(to)) or false
end

local function book(buyer, parts, sign, expires)
  tally('', buyer, parts, sign)
  if is_counted(expires) then
    tally('+', buyer, parts, sign)
  end
end

-- A hold that is not among those that expire was dropped as broken, with all it was counted in.
local function give_back(reservation)
  local key = base .. ':h:' .. reservation
  local hold = call('HGETALL', key)
  local is_listed = call('ZREM', expiries, reservation) == 1
  if #hold == 0 then
    return 0
  end
  call('DEL', key)
  if not is_listed then
    return 0
  end
  local fields, parts = opened(hold)
  for i = 1, #parts, 2 do
    call('HINCRBY', base .. ':a:' .. variant_of(parts[i]), location_of(parts[i]), parts[i + 1])
  end
  book(fields['buyer'] or '', parts, -1, fields['expires'])
  return 1
end

local function sweep(max)
  local due = call('ZRANGEBYSCORE', expiries, '-inf', now, 'LIMIT', 0, max)
  for i = 1, #due do
    give_back(due[i])
  end
  return #due
end

-- What is asked of a variant: pieces, or "pieces;step;places;most". Parts of a line that comes from several places are
-- multiples of the step; places are separated by commas and best first, none means any, and "!" before them: one must have it
-- all; most, if given, is what the buyer may hold of it.
local function asked(argument)
  local wanted, step, whole, places, most = string.match(argument, '^(%d+);(%d+);(!?)([^;]*);?(%d*)$')
  if wanted then
    return tonumber(wanted), tonumber(step), whole == '!', places, tonumber(most)
  end
  return tonumber(argument), 1, false, ''
end

-- Places that may serve, each with what is left there: in the order asked for, or as the counters have them.
local function serving(counters, places)
  local left, found = {}, {}
  for i = 1, #counters, 2 do
    left[counters[i]] = math.max(0, tonumber(counters[i + 1]))
    if places == '' then
      found[#found + 1] = { counters[i], left[counters[i]] }
    end
  end
  for place in string.gmatch(places, '[^,]+') do
    if left[place] then
      found[#found + 1] = { place, left[place] }
    end
  end
  return found
end

-- Appends <variant>/<location>, pieces: from the best place that has it all, without an order the one that it fits best, or
-- from several, without an order fullest first. Answers what there is when that is too little, and then appends nothing.
local function allocate(taken, variant, counters, argument)
  local wanted, step, whole, order = asked(argument)
  local places = serving(counters, order)
  local best, most, total = nil, 0, 0
  for i = 1, #places do
    local left = places[i][2]
    most = math.max(most, left)
    total = total + left
    if left >= wanted and (best == nil or (order == '' and left < best[2])) then
      best = places[i]
    end
  end
  if best then
    taken[#taken + 1] = variant .. '/' .. best[1]
    taken[#taken + 1] = wanted
    return nil
  elseif whole then
    return most
  elseif order == '' then
    table.sort(places, function(one, other) return one[2] > other[2] end)
  end
  local rest, parts = wanted, {}
  for i = 1, #places do
    local piece = math.min(rest, places[i][2])
    if piece < rest then
      piece = piece - piece % step
    end
    if piece > 0 then
      parts[#parts + 1] = variant .. '/' .. places[i][1]
      parts[#parts + 1] = piece
      rest = rest - piece
    end
  end
  if rest > 0 then
    return total < wanted and total or wanted - rest
  end
  for i = 1, #parts do
    taken[#taken + 1] = parts[i]
  end
  return nil
end

-- The answer to a hold that is there already: itself, or 4 when other pieces or another buyer are asked for now.
local function repeated(hold, first)
  local fields, parts = opened(hold)
  if fields['buyer'] ~= ARGV[5] then
    return { 4 }
  end
  local held, lines, answer = {}, 0, { 1, math.max(0, fields['expires'] - now) }
  for i = 1, #parts, 2 do
    local variant = variant_of(parts[i])
    lines = lines + (held[variant] and 0 or 1)
    held[variant] = (held[variant] or 0) + parts[i + 1]
    answer[#answer + 1] = parts[i]
    answer[#answer + 1] = parts[i + 1]
  end
  for i = first, #ARGV, 2 do
    if held[ARGV[i]] ~= asked(ARGV[i + 1]) then
      return { 4 }
    end
    lines = lines - 1
  end
  return lines == 0 and answer or { 4 }
end

-- Which cap the buyer would pass with so many pieces more, if any: 1 holds, 2 pieces, 3 pieces of a variant, 4 those of a
-- flash sale. Otherwise nothing, and the fields of the buyer, each with what it will say then.
local function capped(first)
  local fields, wanted, mosts, pieces = { ARGV[5], ARGV[5] .. '#' }, {}, {}, 0
  for i = first, #ARGV, 2 do
    local count, _, _, _, most = asked(ARGV[i + 1])
    fields[#fields + 1] = ARGV[5] .. '/' .. ARGV[i]
    wanted[#fields] = count
    mosts[#fields] = most
    pieces = pieces + count
  end
  local has = call('HMGET', buyers, unpack(fields))
  local holds, total = (tonumber(has[1]) or 0) + 1, (tonumber(has[2]) or 0) + pieces
  if holds > tonumber(ARGV[7]) then
    return { 3, 1 }
  elseif total > tonumber(ARGV[8]) then
    return { 3, 2 }
  end
  local counted = { fields[1], holds, fields[2], total }
  for i = 3, #fields do
    local pieces_then = (tonumber(has[i]) or 0) + wanted[i]
    if mosts[i] and pieces_then > mosts[i] then
      return { 3, 4, ARGV[first + 2 * (i - 3)] }
    elseif pieces_then > tonumber(ARGV[9]) then
      return { 3, 3, ARGV[first + 2 * (i - 3)] }
    end
    counted[#counted + 1] = fields[i]
    counted[#counted + 1] = pieces_then
  end
  return nil, counted
end

-- Writes a hold of these parts.
local function keep(parts, since, expires)
  for i = 1, #parts, 2 do
    call('HINCRBY', base .. ':a:' .. variant_of(parts[i]), location_of(parts[i]), -parts[i + 1])
  end
  call('HSET', base .. ':h:' .. ARGV[4], 'buyer', ARGV[5], 'since', since, 'expires', expires, unpack(parts))
  call('ZADD', expiries, expires, ARGV[4])
end

local function take(since, expires)
  local refusal, counted = capped(10)
  if refusal then
    return refusal
  end
  local taken, lacks = {}, { 2 }
  for i = 10, #ARGV, 2 do
    local variant = ARGV[i]
    local counters = call('HGETALL', base .. ':a:' .. variant)
    local left = allocate(taken, variant, counters, ARGV[i + 1])
    if left then
      lacks[#lacks + 1] = variant
      lacks[#lacks + 1] = #counters == 0 and -1 or left
    end
  end
  if #lacks > 1 then
    return lacks
  end
  keep(taken, since, expires)
  -- As book does, but what the buyer has is known already.
  for i = 1, #taken, 2 do
    call('HINCRBY', totals, taken[i], taken[i + 1])
  end
  call('HSET', buyers, unpack(counted))
  if is_counted(expires) then
    tally('+', ARGV[5], taken, 1)
  end
  return { 1, expires - now, unpack(taken) }
end

-- What is held under this name; what expired is given back and not held any more.
local function held_already(reservation)
  local hold = call('HGETALL', base .. ':h:' .. reservation)
  if #hold > 0 and (tonumber(opened(hold)['expires']) or 0) <= now then
    give_back(reservation)
    return {}
  end
  return hold
end

-- ARGV: token, reservation, buyer, milliseconds to live, most holds, pieces and pieces of one variant of a buyer, then
-- variant and what is asked of it for each line, no variant twice.
local function hold()
  local token = call('GET', base)
  if token ~= ARGV[3] then
    return { 0, token or '' }
  end
  sweep(20)
  local earlier = held_already(ARGV[4])
  if #earlier > 0 then
    return repeated(earlier, 10)
  end
  return take(now, now + ARGV[6])
end

-- The command that everything waits for: what the others need besides is not even made for it.
if ARGV[1] == 'hold' then
  return hold()
end

-- The reply of a command, or nothing when the key is not what it should be; such a key is dropped.
local function healed(command, key, ...)
  local reply = redis.pcall(command, key, ...)
  if type(reply) == 'table' and reply.err then
    call('DEL', key)
    return {}
  end
  return reply
end

-- Changes when a hold expires, and what is counted with it.
local function put_off(reservation, before, expires)
  local was, is = is_counted(before), is_counted(expires)
  local key = base .. ':h:' .. reservation
  if was ~= is then
    local fields, parts = opened(call('HGETALL', key))
    tally('+', fields['buyer'], parts, is and 1 or -1)
  end
  call('HSET', key, 'expires', expires)
  call('ZADD', expiries, expires, reservation)
end

-- A hold that ends later than any hold may was made before the clock was set back: it gets the longest life from now.
local function shorten(life, max)
  local far = call('ZRANGEBYSCORE', expiries, '(' .. now + life, '+inf', 'WITHSCORES', 'LIMIT', 0, max)
  for i = 1, #far, 2 do
    put_off(far[i], far[i + 1], now + life)
    call('HSET', base .. ':h:' .. far[i], 'since', now)
  end
  return #far / 2
end

-- ARGV as for a hold: holds the same goods at other places instead, for the time that is left; when they cannot be had
-- there, the hold stays as it was.
local function reroute()
  local token = call('GET', base)
  if token ~= ARGV[3] then
    return { 0, token or '' }
  end
  sweep(20)
  local earlier = held_already(ARGV[4])
  if #earlier == 0 then
    return take(now, now + ARGV[6])
  end
  local fields, parts = opened(earlier)
  if fields['buyer'] ~= ARGV[5] then
    return { 4 }
  end
  local since, expires = tonumber(fields['since']), tonumber(fields['expires'])
  give_back(ARGV[4])
  local answer = take(since, expires)
  if answer[1] ~= 1 then
    keep(parts, since, expires)
    book(ARGV[5], parts, 1, expires)
  end
  return answer
end

-- ARGV: reservation, milliseconds to live from now, longest life in all. Answers the milliseconds left; never fewer than
-- before.
local function extend()
  local key = base .. ':h:' .. ARGV[3]
  local hold = call('HMGET', key, 'since', 'expires')
  if not hold[2] then
    return { 0 }
  end
  local expires = math.min(now + ARGV[4], math.min(now, tonumber(hold[1])) + ARGV[5])
  if expires <= tonumber(hold[2]) then
    return { 1, math.max(0, hold[2] - now) }
  end
  put_off(ARGV[3], hold[2], expires)
  return { 1, expires - now }
end

-- ARGV: reservation to drop or nothing, then variant, location, base and version of each level. A level that was
-- overtaken by a newer one is ignored, so the order in which these arrive does not matter.
local function settle()
  local dropped = ARGV[3] ~= '' and give_back(ARGV[3]) or 0
  for i = 4, #ARGV, 4 do
    local variant, location, level, version = ARGV[i], ARGV[i + 1], tonumber(ARGV[i + 2]), tonumber(ARGV[i + 3])
    local known = base .. ':n:' .. variant
    local earlier = call('HMGET', known, location, location .. ':base')
    if version > tonumber(earlier[1] or 0) then
      call('HINCRBY', base .. ':a:' .. variant, location, level - tonumber(earlier[2] or 0))
      call('HSET', known, location, version, location .. ':base', level)
    end
  end
  return { dropped }
end

-- ARGV: who counts, most holds to pass at once, and 1 to begin. Answers 1 when there are more holds to pass, 2 when all are
-- counted, 0 when somebody else is at it. Holds are passed in the order in which they expire, and from then on what
-- happens to them is counted as it happens, so what was counted is exact at every moment.
local function count()
  local last = healed('HMGET', counting, 'by', 'at', 'to')
  local by, to = last[1], last[3]
  if ARGV[5] == '1' then
    if by and by ~= ARGV[3] and math.abs(now - last[2]) < 30000 then
      return { 0 }
    end
    call('UNLINK', totals .. '+', buyers .. '+')
    by, to = ARGV[3], '-1'
  elseif by ~= ARGV[3] then
    return { 0 }
  end
  local page = to == 'all' and {}
    or healed('ZRANGEBYSCORE', expiries, '(' .. to, '+inf', 'WITHSCORES', 'LIMIT', 0, ARGV[4])
  local until_when = 'all'
  if #page == 2 * ARGV[4] then
    until_when = page[#page]
    page = call('ZRANGEBYSCORE', expiries, '(' .. to, until_when, 'WITHSCORES')
  end
  for i = 1, #page, 2 do
    local fields, parts = opened(healed('HGETALL', base .. ':h:' .. page[i]))
    if fields['buyer'] then
      tally('+', fields['buyer'], parts, 1)
    else
      call('ZREM', expiries, page[i])
    end
  end
  call('HSET', counting, 'by', by, 'at', now, 'to', until_when)
  return { until_when == 'all' and 2 or 1 }
end

-- ARGV: who counted. What was counted is what counts from now on.
local function adopt()
  local last = healed('HMGET', counting, 'by', 'to')
  if last[1] ~= ARGV[3] or last[2] ~= 'all' then
    return { 0 }
  end
  for _, key in ipairs({ totals, buyers }) do
    call('UNLINK', key)
    if call('EXISTS', key .. '+') == 1 then
      call('RENAME', key .. '+', key)
    end
  end
  call('DEL', counting)
  return { 1 }
end

local function is_sound(key, kind)
  local found = call('TYPE', key)['ok']
  if found ~= kind and found ~= 'none' then
    call('DEL', key)
    return false
  end
  return true
end

-- Whether totals can be believed: they are there, or there are no holds.
local function has_totals()
  if not is_sound(expiries, 'zset') then
    call('UNLINK', totals, buyers)
  end
  is_sound(totals, 'hash')
  is_sound(buyers, 'hash')
  return call('EXISTS', totals) == 1 or call('ZCARD', expiries) == 0
end

-- ARGV: token, or nothing while more is to come; 1 to believe these levels even where newer ones are known; who counted the
-- holds anew for this, or nothing; then variant, location, base and version of each level, all levels of a variant
-- together. Answers 0 when holds must be counted first; else how many pieces the counters were off, how many levels had not
-- arrived, and variant, location and version of each newer level that is known.
local function seed()
  is_sound(counting, 'hash')
  local last = call('HMGET', counting, 'by', 'to')
  local is_exact = ARGV[5] ~= '' and last[1] == ARGV[5] and last[2] == 'all'
  if not is_exact and not has_totals() then
    return { 0 }
  end
  local held = is_exact and totals .. '+' or totals
  local cleared, answer = {}, { 1, 0, 0 }
  for i = 6, #ARGV, 4 do
    local variant, location, level, version = ARGV[i], ARGV[i + 1], tonumber(ARGV[i + 2]), tonumber(ARGV[i + 3])
    local known, counters = base .. ':n:' .. variant, base .. ':a:' .. variant
    if not cleared[variant] then
      cleared[variant] = {}
      local before = healed('HGETALL', counters)
      for j = 1, #before, 2 do
        cleared[variant][before[j]] = tonumber(before[j + 1]) or 0
      end
      call('DEL', counters)
    end
    local earlier = healed('HMGET', known, location, location .. ':base')
    local earlier_version, earlier_level = tonumber(earlier[1] or nil), tonumber(earlier[2] or nil)
    local kept = tonumber(call('HGET', held, variant .. '/' .. location) or 0) or 0
    if earlier_version and earlier_level then
      answer[2] = answer[2] + math.abs((cleared[variant][location] or 0) - (earlier_level - kept))
      if earlier_version == version then
        answer[2] = answer[2] + math.abs(earlier_level - level)
      elseif earlier_version < version then
        answer[3] = answer[3] + 1
      end
    end
    if ARGV[4] ~= '1' and earlier_level and (earlier_version or 0) > version then
      level = earlier_level
      answer[#answer + 1] = variant
      answer[#answer + 1] = location
      answer[#answer + 1] = string.format('%.0f', math.min(earlier_version, 2 ^ 53))
    else
      call('HSET', known, location, version, location .. ':base', level)
    end
    call('HSET', counters, location, level - kept)
  end
  if ARGV[3] ~= '' then
    call('SET', base, ARGV[3])
  end
  return answer
end

local command = ARGV[1]
if command == 'reroute' then
  return reroute()
elseif command == 'settle' then
  return settle()
elseif command == 'release' then
  return { give_back(ARGV[3]) }
elseif command == 'extend' then
  return extend()
elseif command == 'sweep' then
  local shortened = shorten(tonumber(ARGV[4]), tonumber(ARGV[3]))
  return { math.max(shortened, sweep(ARGV[3])) }
elseif command == 'count' then
  return count()
elseif command == 'adopt' then
  return adopt()
end
return seed()
