package io.maskwise.spark;

import io.maskwise.sequence.BucketOptions;
import io.maskwise.sequence.PaddingOptions;
import io.maskwise.sequence.Side;
import io.maskwise.sequence.TooLong;
import io.maskwise.sequence.Truncation;
import io.maskwise.sequence.WindowOptions;
import io.maskwise.text.ColumnsOptions;
import io.maskwise.text.ConlluOptions;
import io.maskwise.text.CorpusFormat;
import io.maskwise.text.CorpusOptions;
import io.maskwise.text.DelimitedOptions;
import io.maskwise.text.HoldOutOptions;
import io.maskwise.text.HuggingFaceOptions;
import io.maskwise.text.JsonlOptions;
import io.maskwise.text.LabelLevel;
import io.maskwise.text.LuceneOptions;
import io.maskwise.text.Normalization;
import io.maskwise.text.ParallelOptions;
import io.maskwise.text.PieceLabels;
import io.maskwise.text.RegexOptions;
import io.maskwise.text.TokenizerKind;
import io.maskwise.text.TokenizerOptions;
import io.maskwise.text.VocabularyOptions;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** A corpus that its seed decides, most often a bad one, and options to prepare it by. */
final class FuzzInput {
    private static final List<CorpusFormat> FORMATS = List.of(CorpusFormat.values());
    private static final List<FuzzKind> KINDS = List.of(FuzzKind.values());
    private static final List<TooLong> POLICIES = List.of(TooLong.values());
    private static final List<Truncation> TRUNCATIONS = List.of(Truncation.values());
    private static final List<GateOptions> GATES =
            List.of(GateOptions.OPEN, GateOptions.OPEN, new GateOptions(0.3, 0.9, 0.5, 1));
    private static final List<TokenizerKind> TOKENIZERS = List.of(TokenizerKind.values());
    private static final List<Normalization> FORMS = List.of(Normalization.values());
    private static final List<String> ANALYZERS =
            List.of("standard", "simple", "whitespace", "icu", "smartcn", "cjk", "english", "german");
    private static final HuggingFaceOptions WORD_PIECES = wordPieces();

    private final SplittableRandom random;
    private final FuzzSamples samples;
    private final CorpusFormat format;
    private final FuzzKind kind;
    private final boolean tokenLabels;
    private final String separator;

    FuzzInput(long seed, FuzzSamples samples) {
        this.random = new SplittableRandom(seed);
        this.samples = samples;
        this.format = FORMATS.get(random.nextInt(FORMATS.size()));
        this.kind = kind(random);
        this.tokenLabels = format == CorpusFormat.CONLLU
                || format == CorpusFormat.COLUMNS
                || (format == CorpusFormat.JSONL && random.nextBoolean());
        this.separator = random.nextBoolean() ? "," : "\t";
    }

    private static HuggingFaceOptions wordPieces() {
        try {
            return new HuggingFaceOptions(
                    Path.of(Objects.requireNonNull(FuzzInput.class.getResource("/tokenizers/wordpiece.json"))
                                    .toURI())
                            .toString());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException("Cannot find the tokenizer of the tests", impossible);
        }
    }

    /** A line over the limit takes a hundred times as long as the others. */
    private static FuzzKind kind(SplittableRandom random) {
        FuzzKind kind = KINDS.get(random.nextInt(KINDS.size()));
        return kind == FuzzKind.LINE_OVER_THE_LIMIT && random.nextInt(20) > 0 ? FuzzKind.STRUCTURE : kind;
    }

    CorpusFormat format() {
        return format;
    }

    FuzzKind kind() {
        return kind;
    }

    /** Writes the corpus into a folder, and says how to make a dataset of it in another. */
    PreparationOptions write(Path corpus, Path dataset) throws IOException {
        Map<String, String> splits = new TreeMap<>(Map.of("train", write(corpus, "train")));
        if (random.nextInt(3) == 0) {
            splits.put("test", write(corpus, "test"));
        }
        Map<String, String> targets = new TreeMap<>();
        if (format == CorpusFormat.PARALLEL) {
            for (String split : splits.keySet()) {
                targets.put(split, write(corpus, split + "-targets"));
            }
        }
        CorpusOptions read = options(corpus, splits, targets);
        HoldOutOptions holdOut = new HoldOutOptions(Map.of("held-out", 0.3), random.nextInt(9));
        PreparationOptions options = Corpora.options(random.nextInt(3) == 0 ? read.with(holdOut) : read, dataset);
        options = Corpora.with(options, new DatasetOptions(dataset.toString(), 1e-4, 16, 1000));
        options = Corpora.with(options, new BucketOptions(random.nextInt(1, 6), List.of()));
        options = Corpora.with(options, padding());
        options = Corpora.with(options, new VocabularyOptions(random.nextInt(1, 4), random.nextBoolean() ? 0 : 9));
        return Corpora.with(Corpora.with(options, tokenizer()), any(GATES));
    }

    /** Of two files of a corpus one at least is bad in the way of the kind; now and then it is so twice. */
    private String write(Path corpus, String stem) throws IOException {
        byte[] content = samples.file(format, tokenLabels, separator, random);
        if (!kind.namesGzip() && random.nextInt(4) == 0) {
            content = FuzzKind.STRUCTURE.applyTo(content, random);
        }
        content = kind.applyTo(content, random);
        String name = stem + (kind.namesGzip() ? ".txt.gz" : ".txt");
        Files.write(corpus.resolve(name), content);
        return name;
    }

    private CorpusOptions options(Path corpus, Map<String, String> splits, Map<String, String> targets) {
        String folder = corpus.toString();
        CorpusOptions lines = new CorpusOptions(CorpusFormat.LINES, folder, splits);
        return switch (format) {
            case LINES -> lines;
            case CONLLU -> new CorpusOptions(CorpusFormat.CONLLU, folder, splits);
            case COLUMNS -> lines.with(ColumnsOptions.DEFAULT);
            case JSONL ->
                lines.with(new JsonlOptions("text", "label", tokenLabels ? LabelLevel.TOKEN : LabelLevel.SEQUENCE));
            case PARALLEL -> lines.with(new ParallelOptions(targets));
            default ->
                new CorpusOptions(
                        CorpusFormat.DELIMITED,
                        folder,
                        splits,
                        ConlluOptions.DEFAULT,
                        new DelimitedOptions(separator, true, "label", "text"));
        };
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private PaddingOptions padding() {
        List<TooLong> policies = format == CorpusFormat.PARALLEL ? List.of(TooLong.TRUNCATE, TooLong.DROP) : POLICIES;
        TooLong policy = any(policies);
        int longest = policy == TooLong.TRUNCATE ? any(List.of(0, 2, 7)) : random.nextInt(2, 8);
        WindowOptions window = new WindowOptions(policy == TooLong.WINDOWS ? random.nextInt(longest + 1) : 0);
        return new PaddingOptions(side(), any(TRUNCATIONS), longest, policy, window);
    }

    private Side side() {
        return random.nextBoolean() ? Side.PRE : Side.POST;
    }

    private TokenizerOptions tokenizer() {
        TokenizerOptions options = new TokenizerOptions(any(TOKENIZERS), random.nextBoolean())
                .normalizing(any(FORMS))
                .labelling(random.nextBoolean() ? PieceLabels.REPEAT : PieceLabels.BIO);
        return switch (options.kind()) {
            case REGEX -> options.cuttingBy(new RegexOptions("\\w+|\\p{P}", false));
            case LUCENE -> options.cuttingBy(new LuceneOptions(any(ANALYZERS)));
            case HUGGING_FACE -> options.cuttingBy(WORD_PIECES);
            default -> options;
        };
    }

    @Override
    public String toString() {
        return format + ", " + kind;
    }
}
