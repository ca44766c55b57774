-- One scenario of compare.py: BENCH_SCENARIO, with ids from the file BENCH_IDS.
local scenario, ids = os.getenv("BENCH_SCENARIO"), {}
for line in io.lines(os.getenv("BENCH_IDS")) do ids[#ids + 1] = line end
local wire, turn, text = {}, 0, 0
local json = { ["Content-Type"] = "application/json" }

local function pick(n)
  local chosen, seen = {}, {}
  while #chosen < n do
    local i = math.random(#ids)
    if not seen[i] then seen[i] = true; chosen[#chosen + 1] = ids[i] end
  end
  return chosen
end

local function paths(n)
  return wrk.format("POST", "/api/images/paths", json, '{"image_ids":["' .. table.concat(pick(n), '","') .. '"]}')
end

local function captions()
  local items = {}
  for i, id in ipairs(pick(100)) do items[i] = '{"image_id":"' .. id .. '","caption":"a painted boat in winter light @"}' end
  return '{"captions":[' .. table.concat(items, ",") .. "]}"
end

local make = {
  paths100 = function() return paths(100) end,
  paths1000 = function() return paths(1000) end,
  captions100 = captions,
  get = function() return wrk.format("GET", "/api/images/" .. ids[math.random(#ids)]) end,
  page = function() return wrk.format("GET", "/api/images?page=50&per_page=50") end,
}

function init()
  math.randomseed(7)
  for i = 1, 128 do wire[i] = make[scenario]() end
end

function request()
  turn, text = turn % #wire + 1, text + 1
  if scenario == "captions100" then
    return wrk.format("POST", "/api/captions", json, (wire[turn]:gsub("@", tostring(text))))
  end
  return wire[turn]
end

function done(summary, latency)
  local e = summary.errors
  io.write(string.format('@@{"requests":%d,"us":%d,"errors":%d,"p50":%d,"p99":%d}\n', summary.requests,
    summary.duration, e.connect + e.read + e.write + e.status + e.timeout, latency:percentile(50), latency:percentile(99)))
end
