package io.maskwise.spark.ml;

import io.maskwise.MaskwiseException;
import io.maskwise.sequence.BucketOptions;
import io.maskwise.sequence.BucketPlan;
import io.maskwise.sequence.LengthHistogram;
import io.maskwise.sequence.PaddingOptions;
import io.maskwise.sequence.Side;
import io.maskwise.sequence.TooLong;
import io.maskwise.sequence.Truncation;
import io.maskwise.sequence.WindowOptions;
import io.maskwise.text.Normalization;
import io.maskwise.text.RegexOptions;
import io.maskwise.text.TokenizerKind;
import io.maskwise.text.TokenizerOptions;
import io.maskwise.text.Vocabulary;
import io.maskwise.text.VocabularyOptions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * Learns a vocabulary and padded lengths from texts, as the command {@code prepare} does from a split {@code train}: its
 * model turns a text into token ids, a mask and a length.
 *
 * <p>The driver gets words with their counts, and how many texts have which length, but no texts.
 */
public final class TextVectorizer extends Estimator<TextVectorizerModel>
        implements VectorizerColumns, DefaultParamsWritable {
    private static final long serialVersionUID = 1L;
    private static final int BUCKETS = 8;

    private final String uid;

    /** A vectorizer of texts in a column {@code text}. */
    public TextVectorizer() {
        this(Identifiable$.MODULE$.randomUID("maskwiseTextVectorizer"));
    }

    /** A vectorizer of that id, as Spark makes it when it loads one. */
    public TextVectorizer(String uid) {
        this.uid = uid;
        setDefault(inputCol(), "text");
        setDefault(tokensCol(), "tokens");
        setDefault(maskCol(), "mask");
        setDefault(lengthCol(), "length");
        setDefault(handleInvalid(), "error");
        setDefault(tokenizer(), "word");
        setDefault(pattern(), RegexOptions.DEFAULT.pattern());
        setDefault(gaps(), RegexOptions.DEFAULT.gaps());
        setDefault(lowerCase(), false);
        setDefault(normalization(), "none");
        setDefault(minimumCount(), VocabularyOptions.DEFAULT.minimumCount());
        setDefault(maximumSize(), VocabularyOptions.DEFAULT.maximumSize());
        setDefault(padding(), "post");
        setDefault(truncating(), "post");
        setDefault(maximumLength(), 0);
        setDefault(buckets(), BUCKETS);
        setDefault(bounds(), new int[0]);
    }

    @Override
    public String uid() {
        return uid;
    }

    /** How texts are cut; arrays are cut already, and are pretokenized unless this is set. */
    public Param<String> tokenizer() {
        return Parameters.choice(
                TokenizerKind.class, this, "tokenizer", "how texts are cut; arrays are pretokenized unless it is set");
    }

    /** The regular expression of the tokenizer {@code regex}. */
    public Param<String> pattern() {
        return Parameters.text(this, "pattern", "regular expression of the tokenizer regex");
    }

    /** Whether the pattern matches what stands between tokens. */
    public BooleanParam gaps() {
        return new BooleanParam(this, "gaps", "whether the pattern matches what stands between tokens");
    }

    /** Whether tokens are lower-cased. */
    public BooleanParam lowerCase() {
        return new BooleanParam(this, "lowerCase", "whether tokens are lower-cased, by the rules of no language");
    }

    /** To which form of Unicode texts are brought. */
    public Param<String> normalization() {
        return Parameters.choice(
                Normalization.class, this, "normalization", "to which form of Unicode texts are brought");
    }

    /** How often a token must stand in the texts to have an id of its own. */
    public IntParam minimumCount() {
        return Parameters.atLeast(1, this, "minimumCount", "how often a token must stand in the texts, >= 1");
    }

    /** How many ids there are at most. */
    public IntParam maximumSize() {
        return Parameters.atLeast(
                0, this, "maximumSize", "how many ids at most, padding and unknown included; 0 = no limit");
    }

    /** Where padding goes. */
    public Param<String> padding() {
        return Parameters.choice(Side.class, this, "padding", "where padding goes");
    }

    /** Where texts that are too long lose tokens. */
    public Param<String> truncating() {
        return Parameters.choice(Truncation.class, this, "truncating", "where texts that are too long lose tokens");
    }

    /** How many tokens of a text are kept. */
    public IntParam maximumLength() {
        return Parameters.atLeast(0, this, "maximumLength", "how many tokens of a text are kept; 0 = all");
    }

    /** How many padded lengths are chosen. */
    public IntParam buckets() {
        return Parameters.atLeast(1, this, "buckets", "how many padded lengths are chosen at most, >= 1");
    }

    /** The padded lengths to use instead. */
    public IntArrayParam bounds() {
        return new IntArrayParam(
                this, "bounds", "padded lengths, ascending, up to the longest text that is fitted; none = choose");
    }

    /** Sets {@link #inputCol}. */
    public TextVectorizer setInputCol(String name) {
        set(inputCol(), name);
        return this;
    }

    /** Sets {@link #tokensCol}. */
    public TextVectorizer setTokensCol(String name) {
        set(tokensCol(), name);
        return this;
    }

    /** Sets {@link #maskCol}. */
    public TextVectorizer setMaskCol(String name) {
        set(maskCol(), name);
        return this;
    }

    /** Sets {@link #lengthCol}. */
    public TextVectorizer setLengthCol(String name) {
        set(lengthCol(), name);
        return this;
    }

    /** Sets {@link #labelsCol} and {@link #cutLabelsCol}. */
    public TextVectorizer setLabelsCols(String all, String cut) {
        set(labelsCol(), all);
        set(cutLabelsCol(), cut);
        return this;
    }

    /** Sets {@link #handleInvalid}. */
    public TextVectorizer setHandleInvalid(String policy) {
        set(handleInvalid(), policy);
        return this;
    }

    /** Sets {@link #tokenizer}. */
    public TextVectorizer setTokenizer(String kind) {
        set(tokenizer(), kind);
        return this;
    }

    /** Sets {@link #pattern} and {@link #gaps}. */
    public TextVectorizer setPattern(String expression, boolean matchesGaps) {
        set(pattern(), expression);
        set(gaps(), matchesGaps);
        return this;
    }

    /** Sets {@link #lowerCase}. */
    public TextVectorizer setLowerCase(boolean lower) {
        set(lowerCase(), lower);
        return this;
    }

    /** Sets {@link #normalization}. */
    public TextVectorizer setNormalization(String form) {
        set(normalization(), form);
        return this;
    }

    /** Sets {@link #minimumCount}. */
    public TextVectorizer setMinimumCount(int count) {
        set(minimumCount(), count);
        return this;
    }

    /** Sets {@link #maximumSize}. */
    public TextVectorizer setMaximumSize(int size) {
        set(maximumSize(), size);
        return this;
    }

    /** Sets {@link #padding}. */
    public TextVectorizer setPadding(String side) {
        set(padding(), side);
        return this;
    }

    /** Sets {@link #truncating}. */
    public TextVectorizer setTruncating(String where) {
        set(truncating(), where);
        return this;
    }

    /** Sets {@link #maximumLength}. */
    public TextVectorizer setMaximumLength(int length) {
        set(maximumLength(), length);
        return this;
    }

    /** Sets {@link #buckets}. */
    public TextVectorizer setBuckets(int count) {
        set(buckets(), count);
        return this;
    }

    /** Sets {@link #bounds}. */
    public TextVectorizer setBounds(int... lengths) {
        set(bounds(), lengths.clone());
        return this;
    }

    @Override
    public StructType transformSchema(StructType table) {
        TokenizerKind kind = kind(columns().texts(table));
        requireOptions(kind);
        columns().requireSuits(kind, table);
        return columns().added(table, Metadata.empty());
    }

    /**
     * Counts words and lengths.
     *
     * @throws MaskwiseException with exit 3 if the column is missing, of the wrong type, or no text in it has tokens
     */
    @Override
    public TextVectorizerModel fit(Dataset<?> table) {
        transformSchema(table.schema());
        DataType texts = columns().texts(table.schema());
        TokenizerOptions cut = tokenizerOptions(kind(texts));
        TextRow text = new TextRow(cut, paddingOptions(), Schemas.isStrings(texts));
        JavaRDD<List<String>> tokens = tokens(table.select(functions.col(Schemas.quoted(getInputCol()))), text)
                .persist(StorageLevel.MEMORY_AND_DISK());
        try {
            VectorizedText fitted = new VectorizedText(
                    cut,
                    paddingOptions(),
                    BucketPlan.of(bucketOptions(), List.of(lengths(tokens))).bounds(),
                    vocabulary(tokens));
            return copyValues(new TextVectorizerModel(uid, fitted).setParent(this), new ParamMap());
        } finally {
            tokens.unpersist();
        }
    }

    /** Static, as what follows, so that the tasks get nothing but what they need. */
    private static JavaRDD<List<String>> tokens(Dataset<Row> texts, TextRow text) {
        return texts.toJavaRDD().map(row -> text.tokens(row.get(0))).filter(cut -> !cut.isEmpty());
    }

    private static Map<Integer, Long> lengthCounts(JavaRDD<List<String>> tokens) {
        return tokens.mapToPair(cut -> new Tuple2<>(cut.size(), 1L))
                .reduceByKey(Long::sum)
                .collectAsMap();
    }

    private LengthHistogram lengths(JavaRDD<List<String>> tokens) {
        Map<Integer, Long> counts = lengthCounts(tokens);
        if (counts.isEmpty()) {
            throw MaskwiseException.input(
                    "Cannot learn a vocabulary from the column %s: no text in it has tokens (must be at least one)",
                    getInputCol());
        }
        return LengthHistogram.ofCounts(new TreeMap<>(counts));
    }

    private Vocabulary vocabulary(JavaRDD<List<String>> tokens) {
        VocabularyOptions options = vocabularyOptions();
        return Vocabulary.ofCounts(counts(tokens, options.minimumCount()), options);
    }

    private static Map<String, Long> counts(JavaRDD<List<String>> tokens, long minimum) {
        return tokens.flatMap(List::iterator)
                .mapToPair(token -> new Tuple2<>(token, 1L))
                .reduceByKey(Long::sum)
                .filter(count -> count._2() >= minimum)
                .collectAsMap();
    }

    private void requireOptions(TokenizerKind kind) {
        if (kind == TokenizerKind.KERAS || kind == TokenizerKind.HUGGING_FACE) {
            throw MaskwiseException.usage(
                    "Invalid tokenizer: %s (must be one that needs neither an order of texts nor a file; the command"
                            + " prepare has it)",
                    getOrDefault(tokenizer()));
        }
        tokenizerOptions(kind);
        paddingOptions();
        vocabularyOptions();
        bucketOptions();
    }

    private TokenizerKind kind(DataType texts) {
        return Schemas.isStrings(texts) && !isSet(tokenizer())
                ? TokenizerKind.PRETOKENIZED
                : Parameters.chosen(TokenizerKind.class, getOrDefault(tokenizer()));
    }

    private TokenizerOptions tokenizerOptions(TokenizerKind kind) {
        TokenizerOptions options = new TokenizerOptions(kind, (boolean) getOrDefault(lowerCase()))
                .normalizing(Parameters.chosen(Normalization.class, getOrDefault(normalization())));
        return options.kind() == TokenizerKind.REGEX
                ? options.cuttingBy(new RegexOptions(getOrDefault(pattern()), (boolean) getOrDefault(gaps())))
                : options;
    }

    private VocabularyOptions vocabularyOptions() {
        return new VocabularyOptions((int) getOrDefault(minimumCount()), (int) getOrDefault(maximumSize()));
    }

    private PaddingOptions paddingOptions() {
        return new PaddingOptions(
                Parameters.chosen(Side.class, getOrDefault(padding())),
                Parameters.chosen(Truncation.class, getOrDefault(truncating())),
                (int) getOrDefault(maximumLength()),
                TooLong.TRUNCATE,
                WindowOptions.TOUCHING);
    }

    private BucketOptions bucketOptions() {
        return new BucketOptions(
                (int) getOrDefault(buckets()),
                Arrays.stream(getOrDefault(bounds())).boxed().toList());
    }

    @Override
    public TextVectorizer copy(ParamMap extra) {
        return defaultCopy(extra);
    }

    /** Reads a vectorizer that was saved. */
    public static MLReader<TextVectorizer> read() {
        return new DefaultParamsReader<>();
    }

    /** Reads a vectorizer that was saved at a path. */
    public static TextVectorizer load(String path) {
        return read().load(path);
    }
}
