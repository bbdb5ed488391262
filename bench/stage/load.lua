-- wrk's part: one request after the other, and what came of them as one line of JSON.
-- Each line of the file that is named first is a request: its path, a tab, its cookie (nothing for a visitor).

local requests = {}
local sent = 0

function init(arguments)
  for line in io.lines(arguments[1]) do
    local path, cookie = line:match("^(.-)\t(.*)$")
    local headers = {}
    if cookie ~= "" then headers["Cookie"] = cookie end
    requests[#requests + 1] = wrk.format("GET", path, headers)
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
