#!/usr/bin/env bash
# Captions the images of a run of Tintype with curl and jq: ./caption_worker.sh http://127.0.0.1:8080 RUN_ID
# Replace the function caption by a call of your model. A failure of it is reported as an error of the image.
set -euo pipefail
run=$1/api/captions/runs/$2
worker=$(hostname)-$$

# Gets the image as JSON and writes its caption.
caption() {
	jq -r '"a picture named " + .filename' <<<"$1"
}

post() {
	curl -fsS --retry 10 --retry-connrefused -X POST "$run/$1" -H "Content-Type: $2" --data-binary @-
}

while true; do
	claimed=$(jq -n --arg worker "$worker" '{worker: $worker, limit: 20}' | post claims application/json)
	if [ "$(jq '.items | length' <<<"$claimed")" -gt 0 ]; then
		jq -c '.items[]' <<<"$claimed" | while read -r image; do
			if text=$(caption "$image"); then
				jq -c --arg text "$text" '{image_id, caption: $text}' <<<"$image"
			else
				jq -c '{image_id, error: "The model has failed."}' <<<"$image"
			fi
		done | post "results?worker=$worker" application/x-ndjson | jq -c 'select(.status != "saved")'
	elif jq -e '.state == "finished" or .state == "cancelled"' <<<"$claimed" >/dev/null; then
		break
	else
		sleep 1
	fi
done
