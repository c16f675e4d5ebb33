"""Makes torch_encoder.json.gz: PyTorch's pre-norm encoder layer and its GELU, in double, to compare ours with.

Run with PyTorch 1.13: python3 torch_encoder.py | gzip -9n > torch_encoder.json.gz
"""
import json
import sys

import torch

torch.set_default_dtype(torch.float64)
BATCH, TIME, FEATURES, HEADS, FEED_FORWARD, EPSILON = 3, 6, 8, 2, 10, 1e-5
MASKS = {
    "none": None,
    "post": [[1, 1, 1, 1, 1, 1], [1, 1, 1, 0, 0, 0], [1, 0, 0, 0, 0, 0]],
    "pre": [[0, 0, 1, 1, 1, 1], [0, 0, 0, 0, 0, 1], [1, 1, 1, 1, 1, 1]],
    "holes": [[1, 0, 1, 1, 0, 1], [0, 1, 0, 0, 1, 0], [0, 0, 1, 1, 1, 0]],
}


def tensor(value):
    kind = {torch.float64: "float64", torch.bool: "bool"}[value.dtype]
    return {"shape": list(value.shape), "dtype": kind, "data": value.detach().reshape(-1).tolist()}


def encoder(activation, mask, seed):
    torch.manual_seed(seed)
    layer = torch.nn.TransformerEncoderLayer(
        FEATURES, HEADS, FEED_FORWARD, dropout=0.0, activation=activation, layer_norm_eps=EPSILON,
        batch_first=True, norm_first=True)
    for parameter in layer.parameters():
        torch.nn.init.uniform_(parameter, -0.5, 0.5)
    x = torch.randn(BATCH, TIME, FEATURES, requires_grad=True)
    upstream = torch.randn(BATCH, TIME, FEATURES)
    real = torch.ones(BATCH, TIME, dtype=torch.bool) if MASKS[mask] is None else torch.tensor(MASKS[mask]) == 1
    output = layer(x, src_key_padding_mask=None if MASKS[mask] is None else ~real)
    (output * upstream * real[..., None]).sum().backward()
    return {
        "name": f"encoder layer, {activation}, mask={mask}",
        "config": {"activation": activation, "heads": HEADS, "feed_forward": FEED_FORWARD, "epsilon": EPSILON},
        "x": tensor(x),
        "mask": None if MASKS[mask] is None else tensor(real),
        "upstream": tensor(upstream),
        "weights": {name: tensor(parameter) for name, parameter in layer.named_parameters()},
        "output": tensor(output),
        "grads": {"x": tensor(x.grad), **{name: tensor(p.grad) for name, p in layer.named_parameters()}},
    }


def gelu():
    x = torch.cat([torch.linspace(-12, 12, 481), torch.tensor([-40.0, -1e-9, 1e-300, 1e9])]).requires_grad_()
    y = torch.nn.functional.gelu(x)
    y.sum().backward()
    return {"name": "gelu", "x": tensor(x), "output": tensor(y), "grads": {"x": tensor(x.grad)}}


cases = [gelu()]
for seed, activation in enumerate(["gelu", "relu"]):
    cases += [encoder(activation, mask, 10 * seed + i) for i, mask in enumerate(MASKS)]
note = "gradients of sum(output * upstream) over real steps; linear weights are PyTorch's [outputs, inputs]"
json.dump({"meta": {"torch": torch.__version__, "note": note}, "cases": cases}, sys.stdout)
