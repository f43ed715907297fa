#!/usr/bin/env bash
# Plants errors one by one in a throw-away copy of the checkout and shows that each turns the parity tests red.
# Ends with 0 only if the untouched copy is green and every planted error is caught by a failing test.
# Usage: tests/mutations/run.sh [NAME ...]
set -euo pipefail

home=$(cd "$(dirname "$0")/../.." && pwd -P)
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
git -C "$home" archive HEAD | tar -x -C "$copy"

programs=model-runtime/src/main/resources/io/flinkdomino/runtime/torch
reports=$copy/model-runtime/target/surefire-reports
tests='DecodeParityTest,TensorParityTest'
missed=0

# Runs the parity tests; says GREEN, RED, or BROKEN where it is no test that failed.
verdict() {
  rm -rf "$reports"
  if (cd "$copy" && ./mvnw --batch-mode -q -pl model-runtime test -Dtest="$tests" \
    -Dspotless.check.skip=true -Dsurefire.skipAfterFailureCount=1) >"$copy/log" 2>&1; then
    echo GREEN
  elif ! ls "$reports"/*.txt >/dev/null 2>&1 || grep -qs 'loading program' "$reports"/*.txt; then
    echo BROKEN
  else
    echo RED
  fi
}

# mutate NAME FILE FROM TO: FROM must stand in the file.
mutate() {
  if [ ${#wanted[@]} -gt 0 ] && [[ " ${wanted[*]} " != *" $1 "* ]]; then
    return
  fi
  local file=$copy/$2 text changed result
  text=$(<"$file")
  changed=${text/"$3"/"$4"}
  if [ "$changed" = "$text" ]; then
    result='NOT PLANTED'
  else
    printf '%s\n' "$changed" >"$file"
    result=$(verdict)
    printf '%s\n' "$text" >"$file"
  fi
  printf '%-28s %s\n' "$1" "$result"
  [ "$result" = RED ] || missed=$((missed + 1))
}

wanted=("$@")
result=$(verdict)
printf '%-28s %s\n' untouched "$result"
[ "$result" = GREEN ] || exit 1

mutate label-shift $programs/draft.torchscript \
  '.narrow(1, self.first_offset, count)' '.roll([1], [1]).narrow(1, self.first_offset, count)'
mutate label-shift-ignored model-runtime/src/main/java/io/flinkdomino/runtime/model/DraftModel.java \
  'spec.shiftLabel() ? 0L : 1L' '0L'
mutate crop-one-short $programs/target.torchscript \
  'lengths.add_(torch.add(accepted, 1).squeeze(1))' 'lengths.add_(accepted.squeeze(1))'
mutate crop-one-far $programs/target.torchscript \
  'lengths.add_(torch.add(accepted, 1).squeeze(1))' 'lengths.add_(torch.add(accepted, 2).squeeze(1))'
mutate sees-rejected-drafts $programs/target.torchscript \
  '__torch__.visibility(p, p, length' '__torch__.visibility(p, torch.add(p, 1), length'
mutate gru-gate-order $programs/draft.torchscript \
  'reset = gates.narrow(1, 0, g)
    update = gates.narrow(1, g, g)' \
  'update = gates.narrow(1, 0, g)
    reset = gates.narrow(1, g, g)'
mutate gru-misses-drafts $programs/draft.torchscript \
  'state = self.read(token, state)' 'state = self.read(anchors, state)'
mutate prefix-ignored $programs/draft.torchscript 'if k >= self.prefix:' 'if k >= 0:'
mutate prefix-one-long $programs/draft.torchscript 'if k >= self.prefix:' 'if k > self.prefix:'
mutate rope-position-target $programs/target.torchscript \
  'block_positions = torch.add(torch.sub(lengths, 1)' 'block_positions = torch.add(torch.sub(lengths, 0)'
mutate rope-position-draft $programs/draft.torchscript \
  '__torch__.rotary_angles(positions.view([-1])' '__torch__.rotary_angles(torch.add(positions, 1).view([-1])'
mutate rope-scaling-dropped $programs/layers.torchscript \
  'torch.mul(torch.cos(angles), scaling)' 'torch.cos(angles)'
mutate feature-layer-off-by-one model-runtime/src/main/java/io/flinkdomino/runtime/model/TargetModel.java \
  'featureLayers.stream().map(Integer::longValue)' 'featureLayers.stream().map(layer -> layer + 1L)'
mutate feature-norm-missing $programs/draft.torchscript \
  '__torch__.rms_norm(torch.linear(features, w[0]), w[1], self.epsilon)' 'torch.linear(features, w[0])'
mutate mask-token $programs/draft.torchscript 'self.mask_token, dtype=4' '0, dtype=4'
mutate block-causal $programs/draft.torchscript \
  'last = positions.narrow(1, block - 1, 1).expand([rows, block])' 'last = positions'
mutate correction-without-silu $programs/draft.torchscript 'mixed = torch.silu(' 'mixed = torch.neg('

if [ "$missed" -gt 0 ]; then
  echo "$missed planted errors were not caught"
  exit 1
fi
