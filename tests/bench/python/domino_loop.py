"""Domino decoding as a plain eager loop: a Transformers target, and the drafter as PyTorch modules, one sequence at a time.

What people run who follow the papers' reference code; it is written for comparison, not for speed. Facts of the layout and of
the algorithm: arXiv 2605.29707 and 2602.06036, and the checkpoints' config.json. See README.md in this folder.
"""

import argparse
import json
import os
import pathlib
import statistics
import time

os.environ.setdefault("TRANSFORMERS_OFFLINE", "1")
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import nn
from transformers import AutoModelForCausalLM, AutoTokenizer, DynamicCache
from transformers.models.qwen3.modeling_qwen3 import Qwen3MLP, Qwen3RMSNorm, Qwen3RotaryEmbedding, apply_rotary_pos_emb
from transformers.models.qwen3 import Qwen3Config

MODELS = pathlib.Path(__file__).resolve().parents[3] / "job/models/bundled"


class BlockAttention(nn.Module):
    """The queries of a block see the context features and the whole block."""

    def __init__(self, config, layer):
        super().__init__()
        self.layer, self.head_dim = layer, config.head_dim
        self.groups = config.num_attention_heads // config.num_key_value_heads
        width, kv_width = config.num_attention_heads * config.head_dim, config.num_key_value_heads * config.head_dim
        self.q_proj = nn.Linear(config.hidden_size, width, bias=False)
        self.k_proj = nn.Linear(config.hidden_size, kv_width, bias=False)
        self.v_proj = nn.Linear(config.hidden_size, kv_width, bias=False)
        self.o_proj = nn.Linear(width, config.hidden_size, bias=False)
        self.q_norm = Qwen3RMSNorm(config.head_dim, eps=config.rms_norm_eps)
        self.k_norm = Qwen3RMSNorm(config.head_dim, eps=config.rms_norm_eps)

    def forward(self, block, context, angles, cache):
        heads = (*block.shape[:2], -1, self.head_dim)
        both = torch.cat([context, block], 1)
        query = self.q_norm(self.q_proj(block).view(heads)).transpose(1, 2)
        key = self.k_norm(self.k_proj(both).view(*both.shape[:2], -1, self.head_dim)).transpose(1, 2)
        value = self.v_proj(both).view(*both.shape[:2], -1, self.head_dim).transpose(1, 2)
        cos, sin = angles
        count = block.shape[1]
        query, _ = apply_rotary_pos_emb(query, query, cos[:, -count:], sin[:, -count:])
        key, _ = apply_rotary_pos_emb(key, key, cos, sin)
        key, value = cache.update(key, value, self.layer)
        key, value = (x.repeat_interleave(self.groups, 1) for x in (key, value))
        out = F.scaled_dot_product_attention(query, key, value)
        return self.o_proj(out.transpose(1, 2).reshape(*block.shape[:2], -1))


class DraftLayer(nn.Module):
    def __init__(self, config, layer):
        super().__init__()
        self.self_attn = BlockAttention(config, layer)
        self.mlp = Qwen3MLP(config)
        self.input_layernorm = Qwen3RMSNorm(config.hidden_size, eps=config.rms_norm_eps)
        self.post_attention_layernorm = Qwen3RMSNorm(config.hidden_size, eps=config.rms_norm_eps)

    def forward(self, block, context, angles, cache):
        block = block + self.self_attn(self.input_layernorm(block), context, angles, cache)
        return block + self.mlp(self.post_attention_layernorm(block))


class DominoDraft(nn.Module):
    """Backbone and head, with the checkpoint's own tensor names."""

    def __init__(self, config, settings):
        super().__init__()
        hidden = config.hidden_size
        self.settings, self.block_size = settings, config.block_size
        self.fc = nn.Linear(hidden * len(settings["target_layer_ids"]), hidden, bias=False)
        self.hidden_norm = Qwen3RMSNorm(hidden, eps=config.rms_norm_eps)
        self.norm = Qwen3RMSNorm(hidden, eps=config.rms_norm_eps)
        self.layers = nn.ModuleList(DraftLayer(config, i) for i in range(config.num_hidden_layers))
        self.rotary = Qwen3RotaryEmbedding(config)
        state, embedding = settings["gru_hidden_dim"], settings["emb_dim"]
        self.prefix_gru = nn.GRU(hidden, state, bias=False, batch_first=True)
        self.embed_proj = nn.Sequential(
            nn.Linear(hidden + state, embedding, bias=False), nn.SiLU(), nn.Linear(embedding, config.vocab_size, bias=False))

    @staticmethod
    def load(folder):
        folder = pathlib.Path(folder)
        config = Qwen3Config(**json.loads((folder / "config.json").read_text()))
        model = DominoDraft(config, config.dflash_config)
        weights = {name: value.float() for name, value in load_file(folder / "model.safetensors").items()}
        missing, unknown = model.load_state_dict(weights, strict=False)
        if unknown or any("inv_freq" not in name for name in missing):
            raise SystemExit(f"the drafter lacks {missing} or has unknown {unknown}")
        return model.eval()

    def hidden(self, features, block, first_position, cache):
        """Context features not yet seen [1, N, hidden * layers] and a block's embeddings -> the block's hidden states."""
        context = self.hidden_norm(self.fc(features))
        positions = torch.arange(first_position, first_position + context.shape[1] + block.shape[1]).unsqueeze(0)
        angles = self.rotary(block, positions)
        for layer in self.layers:
            block = layer(block, context, angles, cache)
        return self.norm(block)

    def correct(self, anchor, hidden, base, embed):
        """Greedy roll-out of the head -> draft tokens [1, block size] (labels are shifted: offset 0 drafts too)."""
        tokens, state = [], None
        _, state = self.prefix_gru(embed(anchor.view(1, 1)), state)
        for k in range(hidden.shape[1]):
            logits = base[:, k]
            if k >= self.settings.get("pure_draft_prefix_len", 0):
                logits = logits + self.embed_proj(torch.cat([hidden[:, k], state[-1]], -1))
            token = logits.argmax(-1)
            tokens.append(token)
            _, state = self.prefix_gru(embed(token.view(1, 1)), state)
        return torch.stack(tokens, 1)


def features(hidden_states, layer_ids):
    return torch.cat([hidden_states[i + 1] for i in layer_ids], -1)


@torch.inference_mode()
def generate(target, draft, prompt, tokens, end=None):
    """prompt [1, N] -> the tokens that the target alone would choose, and how many verifications they took."""
    embed, layer_ids = target.model.embed_tokens, draft.settings["target_layer_ids"]
    target_cache, draft_cache = DynamicCache(), DynamicCache()
    out = target(prompt, past_key_values=target_cache, use_cache=True, output_hidden_states=True, logits_to_keep=1)
    committed = [out.logits[:, -1].argmax(-1).item()]
    context, seen, cycles = features(out.hidden_states, layer_ids), 0, 0
    while len(committed) < tokens and committed[-1] != end:
        anchor = torch.tensor([committed[-1]])
        block = torch.full((1, draft.block_size), draft.settings["mask_token_id"])
        block[0, 0] = committed[-1]
        hidden = draft.hidden(context, embed(block), seen, draft_cache)
        seen += context.shape[1]
        draft_cache.crop(-draft.block_size)
        drafts = draft.correct(anchor, hidden, target.lm_head(hidden), embed)
        out = target(
            torch.cat([anchor.view(1, 1), drafts], 1), past_key_values=target_cache, use_cache=True, output_hidden_states=True)
        choices = out.logits.argmax(-1)
        accepted = (drafts == choices[:, :-1]).cumprod(1).sum().item()
        new = choices[0, : accepted + 1].tolist()
        if end in new:
            new = new[: new.index(end) + 1]
        committed += new
        if accepted < drafts.shape[1]:
            target_cache.crop(accepted - drafts.shape[1])
        context = features(out.hidden_states, layer_ids)[:, : accepted + 1]
        cycles += 1
    return committed[:tokens], cycles


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    tokenizer = AutoTokenizer.from_pretrained(MODELS / "target")
    target = AutoModelForCausalLM.from_pretrained(MODELS / "target", dtype=torch.float32).eval()
    draft = DominoDraft.load(MODELS / "draft")
    rows = [json.loads(line) for line in (MODELS / "prompts.jsonl").read_text().splitlines()]
    prompts = [
        tokenizer.apply_chat_template(row["messages"], add_generation_prompt=True, return_tensors="pt", return_dict=True)["input_ids"]
        for row in rows]
    end = target.generation_config.eos_token_id
    speeds = []
    for number in range(args.rounds + 1):
        start, tokens, cycles = time.perf_counter(), 0, 0
        for row, prompt in zip(rows, prompts):
            committed, verifications = generate(target, draft, prompt, row["max_tokens"], end)
            tokens, cycles = tokens + len(committed), cycles + verifications
        if number > 0:  # the first warms up
            speeds.append(tokens / (time.perf_counter() - start))
    print(f"{tokens} tokens, {cycles} verifications, {statistics.median(speeds):.0f} tokens/s "
          f"({min(speeds):.0f}-{max(speeds):.0f}), median of {args.rounds} rounds, {args.threads} thread(s)")


if __name__ == "__main__":
    main()
