"""Computes references.json: what metrics of seeded random data come to elsewhere.

    python3 references.py > references.json

Needs NumPy, scikit-learn (classes, cross-entropy, top-k, areas under curves) and sacreBLEU. What conlleval would say of spans is computed by
its published counting rules, token by token, as its script does (Sang and Buchholz, CoNLL-2000), and calibration by the
formula of Guo et al. (ICML 2017) in NumPy.
"""
import json
import random
import warnings

import numpy as np
import sacrebleu
import sklearn
from sklearn import metrics

warnings.filterwarnings("ignore", category=UserWarning)
PLACES = "BIES"


def mask_of(rng, lengths, time):
    """Padding at the end, and some gaps."""
    mask = np.arange(time)[None, :] < np.array(lengths)[:, None]
    return mask & (rng.random(mask.shape) > 0.1)


def distributions(rng, shape, classes):
    """Probabilities that are whole multiples of 2**-12, so that they are exact in any base and sum to 1."""
    out = np.zeros(shape + (classes,))
    for index in np.ndindex(*shape):
        # as many different cuts as needed, so that no class has probability 0
        cuts = np.sort(rng.choice(np.arange(1, 4096), classes - 1, replace=False))
        out[index] = np.diff(np.concatenate([[0], cuts, [4096]])) / 4096
    return out


def calibration_error(labels, probabilities, bins):
    confidence = probabilities.max(axis=1)
    correct = probabilities.argmax(axis=1) == labels
    edges = np.arange(bins + 1) / bins
    error = 0.0
    for low, high in zip(edges[:-1], edges[1:]):
        inside = (confidence > low) & (confidence <= high)
        if inside.any():
            error += inside.mean() * abs(correct[inside].mean() - confidence[inside].mean())
    return error


def scores(labels, predictions, average):
    values = metrics.precision_recall_fscore_support(labels, predictions, average=average, zero_division=0)
    return [float(value) for value in values[:3]]


def classification(seed):
    rng = np.random.default_rng(seed)
    classes, rows, time = 5, 12, 9
    mask = mask_of(rng, rng.integers(1, time + 1, rows), time)
    probabilities = distributions(rng, (rows, time), classes)
    # one class is never a label, one is never predicted by much
    labels = rng.integers(0, classes - 1, (rows, time))
    agrees = rng.random((rows, time)) < 0.6
    labels = np.where(agrees, np.minimum(probabilities.argmax(-1), classes - 2), labels)
    y, p = labels[mask], probabilities[mask]
    predicted = p.argmax(1)
    every = list(range(classes))
    per_class = metrics.precision_recall_fscore_support(y, predicted, labels=every, zero_division=0)
    positive = probabilities[..., 1]
    return {
        "seed": seed,
        "labels": labels.tolist(),
        "probabilities4096": (probabilities * 4096).astype(int).tolist(),
        "mask": mask.astype(int).tolist(),
        "expected": {
            "accuracy": float(metrics.accuracy_score(y, predicted)),
            "macro": scores(y, predicted, "macro"),
            "micro": scores(y, predicted, "micro"),
            "weighted": scores(y, predicted, "weighted"),
            "classes": [[float(v) for v in row] for row in np.array(per_class).T],
            "confusion": metrics.confusion_matrix(y, predicted, labels=every).tolist(),
            "crossEntropy": float(metrics.log_loss(y, p, labels=every)),
            "perplexity": float(np.exp(metrics.log_loss(y, p, labels=every))),
            "logLossOfOne": float(metrics.log_loss(y == 1, positive[mask], labels=[False, True])),
            "rocAucOfOne": float(metrics.roc_auc_score(y == 1, positive[mask])),
            "averagePrecisionOfOne": float(metrics.average_precision_score(y == 1, positive[mask])),
            "top2": float(metrics.top_k_accuracy_score(y, p, k=2, labels=every)),
            "calibrationError15": float(calibration_error(y, p, 15)),
            "calibrationError10": float(calibration_error(y, p, 10)),
        },
    }


def split(tag):
    return (tag, "") if tag == "O" else tuple(tag.split("-", 1))


def ends(before, before_type, now, now_type):
    if before in "ES":
        return True
    if before in "BI" and now in "BSO":
        return True
    return before != "O" and before_type != now_type


def starts(before, before_type, now, now_type):
    if now in "BS":
        return True
    if before in "ESO" and now in "EI":
        return True
    return now != "O" and before_type != now_type


def conlleval(sentences):
    """The counters of conlleval, kept as its script keeps them."""
    correct, guessed, labelled = {}, {}, {}
    tokens = correct_tags = 0
    for gold, guess in sentences:
        in_correct = False
        g_before = p_before = ("O", "")
        for g_tag, p_tag in list(zip(gold, guess)) + [("O", "O")]:
            g, p = split(g_tag), split(p_tag)
            if in_correct:
                g_end, p_end = ends(*g_before, *g), ends(*p_before, *p)
                if g_end and p_end and g_before[1] == p_before[1]:
                    in_correct = False
                    correct[g_before[1]] = correct.get(g_before[1], 0) + 1
                elif g_end != p_end or g[1] != p[1]:
                    in_correct = False
            g_start, p_start = starts(*g_before, *g), starts(*p_before, *p)
            if g_start and p_start and g[1] == p[1]:
                in_correct = True
            if g_start:
                labelled[g[1]] = labelled.get(g[1], 0) + 1
            if p_start:
                guessed[p[1]] = guessed.get(p[1], 0) + 1
            g_before, p_before = g, p
        tokens += len(gold)
        correct_tags += sum(a == b for a, b in zip(gold, guess))

    def prf(c, g, l):
        precision = c / g if g else 0.0
        recall = c / l if l else 0.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return [precision, recall, f1]

    types = sorted(set(guessed) | set(labelled))
    per_type = {t: prf(correct.get(t, 0), guessed.get(t, 0), labelled.get(t, 0)) + [labelled.get(t, 0)] for t in types}
    macro = [float(np.mean([per_type[t][i] for t in types])) if types else 0.0 for i in range(3)]
    return {
        "accuracy": correct_tags / tokens if tokens else 0.0,
        "micro": prf(sum(correct.values()), sum(guessed.values()), sum(labelled.values())),
        "macro": macro,
        "types": per_type,
        "correct": sum(correct.values()),
        "guessed": sum(guessed.values()),
        "labelled": sum(labelled.values()),
    }


def random_tags(rng, length, places):
    return ["O" if rng.random() < 0.35 else rng.choice(places) + "-" + rng.choice(["LOC", "PER", "X-Y"])
            for _ in range(length)]


def well_formed(rng, length, iobes):
    tags = []
    while len(tags) < length:
        size = min(rng.randint(1, 3), length - len(tags))
        kind = rng.choice(["LOC", "PER", "X-Y", None])
        if kind is None:
            tags += ["O"] * size
        elif not iobes:
            tags += ["B-" + kind] + ["I-" + kind] * (size - 1)
        elif size == 1:
            tags += ["S-" + kind]
        else:
            tags += ["B-" + kind] + ["I-" + kind] * (size - 2) + ["E-" + kind]
    return tags


def spans(seed, places, ill_formed):
    rng = random.Random(seed)
    sentences = []
    for _ in range(25):
        length = rng.randint(0, 12)
        gold = random_tags(rng, length, places) if ill_formed else well_formed(rng, length, "E" in places)
        other = random_tags(rng, length, places)
        guess = [g if rng.random() < 0.75 else o for g, o in zip(gold, other)]
        sentences.append((gold, guess))
    return {
        "seed": seed,
        "sentences": [[" ".join(gold), " ".join(guess)] for gold, guess in sentences],
        "expected": conlleval(sentences),
    }


def bleu(seed, longest, kept):
    rng = random.Random(seed)
    words = ["w%d" % i for i in range(12)]
    pairs = []
    for _ in range(15):
        reference = [rng.choice(words) for _ in range(rng.randint(1, 14))]
        written = [w if rng.random() < kept else rng.choice(words) for w in reference]
        written = written[: rng.randint(longest // 2, longest)] + [rng.choice(words)] * rng.randint(0, 2)
        pairs.append((written, reference))
    score = sacrebleu.corpus_bleu(
        [" ".join(w) for w, _ in pairs],
        [[" ".join(r) for _, r in pairs]],
        tokenize="none", smooth_method="none", force=True)
    return {
        "seed": seed,
        "pairs": [[" ".join(w), " ".join(r)] for w, r in pairs],
        "expected": {
            "bleu": score.score / 100,
            "brevityPenalty": score.bp,
            "matched": score.counts,
            "total": score.totals,
            "writtenLength": score.sys_len,
            "referenceLength": score.ref_len,
        },
    }


made = "references.py, NumPy %s, scikit-learn %s, sacreBLEU %s" % (
    np.__version__, sklearn.__version__, sacrebleu.__version__)
cases = {
    "made": made,
    "classification": [classification(seed) for seed in range(1, 6)],
    "spans": [spans(seed, places, ill) for seed, (places, ill) in enumerate(
        [("BI", False), ("BI", True), ("BIES", False), ("BIES", True), ("I", True), ("BI", True), ("BIES", True)], 1)],
    "bleu": [bleu(1, 14, 0.9), bleu(2, 8, 0.8), bleu(3, 14, 0.95), bleu(4, 14, 0.1), bleu(5, 6, 0.95), bleu(6, 28, 0.7)],
}
print("{")
print(",\n".join('"%s": %s' % (key, json.dumps(value) if isinstance(value, str)
      else "[\n" + ",\n".join(json.dumps(case, separators=(",", ":")) for case in value) + "\n]")
      for key, value in cases.items()))
print("}")
