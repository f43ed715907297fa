"""Transformers' generate against the engine's target-only decoding, by turns. See README.md in this folder."""

import argparse
import csv
import datetime
import json
import os
import pathlib
import platform
import statistics
import subprocess
import time

os.environ.setdefault("TRANSFORMERS_OFFLINE", "1")
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # for both sides alike

import torch
import transformers

ROOT = pathlib.Path(__file__).resolve().parents[3]
STRIDE = 7  # as Prompts.java goes through the cases
PAD = 0


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--requests", type=int, default=16, help="of each round, a multiple of 16")
    parser.add_argument("--tokens", type=int, default=32, help="of each request")
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


class Engine:
    """The Java side: one JVM that decodes when told to."""

    def __init__(self, threads):
        command = ["tests/bench/run.sh", "worker", str(threads)]
        self.process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def round(self, sequences, requests, tokens):
        self.process.stdin.write(f"target-only;{sequences};{requests};{tokens};1\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        return answer["tokens"], answer["nanos"] / 1e9, answer["cpu_nanos"] / 1e9

    def close(self):
        self.process.stdin.close()
        self.process.wait()


class Transformers:
    """The same weights, the same prompts in the same order, padded on the left where they share a batch."""

    def __init__(self, threads):
        torch.set_num_threads(threads)
        folder = ROOT / "tests/golden/tiny/target"
        self.model = transformers.AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
        self.cases = json.loads((ROOT / "tests/golden/tiny/expected.json").read_text())["cases"]

    def batch(self, first, size):
        return [self.cases[(first + i) * STRIDE % len(self.cases)] for i in range(size)]

    def generate(self, cases, tokens):
        width = max(len(case["prompt"]) for case in cases)
        ids = torch.tensor([[PAD] * (width - len(case["prompt"])) + case["prompt"] for case in cases])
        mask = torch.tensor([[0] * (width - len(case["prompt"])) + [1] * len(case["prompt"]) for case in cases])
        with torch.inference_mode():
            out = self.model.generate(
                input_ids=ids, attention_mask=mask, do_sample=False, max_new_tokens=tokens, min_new_tokens=tokens,
                eos_token_id=None, pad_token_id=PAD)
        return out[:, width:].tolist()

    def round(self, sequences, requests, tokens):
        emitted, start, cpu = 0, time.perf_counter(), time.process_time()
        for first in range(0, requests, sequences):
            emitted += sum(len(row) for row in self.generate(self.batch(first, sequences), tokens))
        return emitted, time.perf_counter() - start, time.process_time() - cpu

    def check(self, sequences, tokens):
        """The comparison is void if the two do not decode the same model."""
        cases = self.batch(0, sequences)
        for case, row in zip(cases, self.generate(cases, tokens)):
            count = min(tokens, len(case["greedy"]))
            if case["min_margin"] > 1e-3 and row[:count] != case["greedy"][:count]:
                raise SystemExit(f"Transformers' tokens of case {case['name']} are not the golden ones")


def load_average():
    return " ".join(f"{value:.2f}" for value in os.getloadavg())


def measure(args, engine, reference, rows):
    for sequences in (1, 16):
        reference.check(sequences, args.tokens)
        for side in (engine, reference):
            side.round(sequences, args.requests, args.tokens)  # warm-up
    for number in range(args.rounds):
        for sequences in (1, 16):
            sides = [("engine", engine), ("transformers", reference)]
            for name, side in sides if number % 2 == 0 else reversed(sides):
                rows.append((number, name, sequences, *side.round(sequences, args.requests, args.tokens)))


def speeds(rows, name, sequences, column):
    return [row[3] / row[column] for row in rows if row[1] == name and row[2] == sequences]


def cell(values):
    return f"{statistics.median(values):.0f} ({min(values):.0f}-{max(values):.0f})"


def table(rows):
    lines = ["| sequences | clock | engine | transformers | ratio of medians |", "|---|---|---:|---:|---:|"]
    for sequences in (1, 16):
        for column, clock in ((4, "wall"), (5, "processor")):
            engine, other = (speeds(rows, name, sequences, column) for name in ("engine", "transformers"))
            ratio = statistics.median(engine) / statistics.median(other)
            lines.append(f"| {sequences} | {clock} | {cell(engine)} | {cell(other)} | {ratio:.2f} |")
    return "\n".join(lines)


def processor():
    names = [line for line in open("/proc/cpuinfo") if line.startswith("model name")]
    return f"{names[0].split(':')[1].strip()}, {os.cpu_count()} processors"


def main():
    args = arguments()
    before = load_average()
    engine, reference, rows = Engine(args.threads), Transformers(args.threads), []
    measure(args, engine, reference, rows)
    engine.close()
    commit = subprocess.run(["git", "rev-parse", "--short=12", "HEAD"], cwd=ROOT, capture_output=True, text=True).stdout
    folder = ROOT / "docs/benchmarks" / f"{datetime.date.today()}-transformers"
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "rounds.csv", "w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(
            [("round", "side", "sequences", "tokens", "seconds", "cpu_seconds"), *rows])
    page = f"""# Target-only decoding against Transformers' generate

| what | value |
|---|---|
| date | {datetime.date.today()} |
| command | `python tests/bench/python/compare.py --rounds {args.rounds} --requests {args.requests} --tokens {args.tokens} --threads {args.threads}` |
| commit | {commit.strip()} |
| processor | {processor()} |
| software | Python {platform.python_version()}, torch {torch.__version__}, transformers {transformers.__version__} |
| load average before | {before} |
| load average after | {load_average()} |

Tokens a second, greedy, float32, {args.threads} thread(s) on both sides, {args.requests} prompts of {args.tokens} tokens each
a round, the end of sequence ignored. Medians of {args.rounds} rounds (smallest to largest), the sides by turns. *Processor*
counts only the time in which a processor worked for the side: it is the one to read where the machine was shared.

{table(rows)}
"""
    (folder / "README.md").write_text(page)
    print(page)


if __name__ == "__main__":
    main()
