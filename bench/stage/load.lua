-- wrk's part: the same page for one reader after the other, and what came of it as one line of JSON.
-- The file that is named first holds a cookie a line; an empty line is a visitor.

local requests = {}
local sent = 0

function init(arguments)
  for line in io.lines(arguments[1]) do
    local headers = {}
    if line ~= "" then headers["Cookie"] = line end
    requests[#requests + 1] = wrk.format("GET", nil, headers)
  end
end

function request()
  sent = sent + 1
  return requests[sent % #requests + 1]
end

function done(summary, latency)
  local wrong = summary.errors.connect + summary.errors.read + summary.errors.write
    + summary.errors.status + summary.errors.timeout
  print(string.format(
    '{"requests": %d, "seconds": %f, "wrong": %d, "p50": %f, "p99": %f}',
    summary.requests, summary.duration / 1e6, wrong, latency:percentile(50) / 1000, latency:percentile(99) / 1000
  ))
end
