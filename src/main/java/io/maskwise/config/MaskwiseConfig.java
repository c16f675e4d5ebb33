package io.maskwise.config;

import io.maskwise.InvalidOption;
import io.maskwise.KebabCase;
import io.maskwise.model.ModelOptions;
import io.maskwise.report.ReportOptions;
import io.maskwise.sequence.BucketOptions;
import io.maskwise.sequence.PaddingOptions;
import io.maskwise.spark.DatasetOptions;
import io.maskwise.spark.EvaluationOptions;
import io.maskwise.spark.GateOptions;
import io.maskwise.spark.InspectOptions;
import io.maskwise.spark.MaskcheckOptions;
import io.maskwise.spark.PredictionInput;
import io.maskwise.spark.PredictionOptions;
import io.maskwise.spark.PreparationOptions;
import io.maskwise.spark.RunOptions;
import io.maskwise.text.CorpusFormat;
import io.maskwise.text.CorpusOptions;
import io.maskwise.text.Labelling;
import io.maskwise.text.SampleOptions;
import io.maskwise.text.TokenizerOptions;
import io.maskwise.text.VocabularyOptions;
import io.maskwise.training.TrainingOptions;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * Everything that can be configured; one method for each section of the file {@value #DEFAULTS}, where every key is
 * described.
 *
 * <p>See {@link ConfigReader} for precedence and for what is refused when. Each accessor throws a usage error if its
 * section lacks a key that has no default.
 */
public final class MaskwiseConfig {
    /** The resource with every key's meaning and default. */
    static final String DEFAULTS = "reference-maskwise.conf";

    /** The sections in the order in which they are written. */
    static final Map<String, Class<? extends Record>> SECTIONS = sections();

    private final ConfigReader reader;

    private MaskwiseConfig(ConfigReader reader) {
        this.reader = reader;
    }

    private static Map<String, Class<? extends Record>> sections() {
        Map<String, Class<? extends Record>> sections = new LinkedHashMap<>();
        sections.put("corpus", CorpusOptions.class);
        sections.put("tokenizer", TokenizerOptions.class);
        sections.put("vocabulary", VocabularyOptions.class);
        sections.put("padding", PaddingOptions.class);
        sections.put("buckets", BucketOptions.class);
        sections.put("dataset", DatasetOptions.class);
        sections.put("gates", GateOptions.class);
        sections.put("model", ModelOptions.class);
        sections.put("train", TrainingOptions.class);
        sections.put("evaluate", EvaluationOptions.class);
        sections.put("predict", PredictionOptions.class);
        sections.put("run", RunOptions.class);
        sections.put("report", ReportOptions.class);
        sections.put("inspect", InspectOptions.class);
        sections.put("maskcheck", MaskcheckOptions.class);
        sections.put("generate", SampleOptions.class);
        return Collections.unmodifiableMap(sections);
    }

    /**
     * Reads the defaults, the files and the assignments.
     *
     * @throws io.maskwise.MaskwiseException (usage) if anything in them is wrong
     */
    public static MaskwiseConfig load(List<Path> files, List<String> assignments) {
        return load(files, Collections.emptySortedMap(), assignments);
    }

    /**
     * Reads the defaults, the files, Spark's properties and the assignments.
     *
     * @param properties the values of {@code spark.maskwise.KEY} by {@code KEY}
     * @throws io.maskwise.MaskwiseException (usage) if anything in them is wrong
     */
    public static MaskwiseConfig load(
            List<Path> files, SortedMap<String, String> properties, List<String> assignments) {
        return new MaskwiseConfig(
                ConfigReader.read(new ConfigSources(DEFAULTS, files, properties, assignments), SECTIONS));
    }

    /** The corpus. */
    public CorpusOptions corpus() {
        return reader.section("corpus", CorpusOptions.class);
    }

    /** How texts become tokens. */
    public TokenizerOptions tokenizer() {
        return reader.section("tokenizer", TokenizerOptions.class);
    }

    /** Which tokens get an id of their own. */
    public VocabularyOptions vocabulary() {
        return reader.section("vocabulary", VocabularyOptions.class);
    }

    /** How sequences are brought to one length. */
    public PaddingOptions padding() {
        return reader.section("padding", PaddingOptions.class);
    }

    /** Which padded lengths there are. */
    public BucketOptions buckets() {
        return reader.section("buckets", BucketOptions.class);
    }

    /** The prepared dataset. */
    public DatasetOptions dataset() {
        return reader.section("dataset", DatasetOptions.class);
    }

    /** What a prepared dataset must come up to. */
    public GateOptions gates() {
        return reader.section("gates", GateOptions.class);
    }

    /**
     * The sections from {@code corpus} to {@code gates}, checked together.
     *
     * @throws io.maskwise.MaskwiseException (usage) if they do not go together
     */
    public PreparationOptions preparation() {
        return preparation(dataset());
    }

    /**
     * The same of a corpus that is only looked at, so that there is no dataset.
     *
     * @throws io.maskwise.MaskwiseException (usage) if the sections do not go together
     */
    public PreparationOptions preparationOfNothing() {
        return preparation(DatasetOptions.NOWHERE);
    }

    private PreparationOptions preparation(DatasetOptions dataset) {
        try {
            return new PreparationOptions(corpus(), tokenizer(), vocabulary(), padding(), buckets(), dataset, gates());
        } catch (InvalidOption refused) {
            throw reader.refused(refused);
        }
    }

    /**
     * Checks what the steps of a pipeline need of each other: that the splits to train and to measure on are the
     * corpus's, and that the model predicts what its labels belong to.
     *
     * @throws io.maskwise.MaskwiseException (usage) if they do not go together
     */
    public void demandPipeline() {
        try {
            demandSplit(train().split(), "train", "split");
            if (train().validation().isActive()) {
                demandSplit(train().validation().split(), "train", "validation", "split");
            }
            demandSplit(evaluate().split(), "evaluate", "split");
            demandLabels();
        } catch (InvalidOption refused) {
            throw reader.refused(refused);
        }
    }

    private void demandSplit(String split, String... key) {
        Collection<String> splits = corpus().allSplits();
        if (!splits.contains(split)) {
            String names = corpus().holdOut().fractions().isEmpty()
                    ? "corpus.splits: "
                    : "corpus.splits and corpus.hold-out.fractions: ";
            throw new InvalidOption(
                    "split", split + " (must be one of " + names + String.join(", ", splits) + ")", key);
        }
    }

    private void demandLabels() {
        Labelling found = corpus().labelling();
        if (model().task().labelling() != found) {
            InvalidOption refused = new InvalidOption(
                    "task",
                    KebabCase.of(model().task()) + " (must fit the corpus, whose labels are " + KebabCase.of(found)
                            + ")",
                    "model",
                    "task");
            throw corpus().format() == CorpusFormat.DELIMITED
                    ? refused.beside("corpus", "delimited", "label-column")
                    : refused.beside("corpus", "format");
        }
    }

    /** The network. */
    public ModelOptions model() {
        return reader.section("model", ModelOptions.class);
    }

    /** How it is trained. */
    public TrainingOptions train() {
        return reader.section("train", TrainingOptions.class);
    }

    /** How a model is measured. */
    public EvaluationOptions evaluate() {
        return reader.section("evaluate", EvaluationOptions.class);
    }

    /**
     * What a model predicts.
     *
     * @throws io.maskwise.MaskwiseException (usage) if it does not go together with the corpus, where it is read
     */
    public PredictionOptions predict() {
        PredictionOptions options = reader.section("predict", PredictionOptions.class);
        if (options.from() == PredictionInput.CORPUS) {
            try {
                options.texts(corpus());
            } catch (InvalidOption refused) {
                throw reader.refused(refused);
            }
        }
        return options;
    }

    /** Whether what a model predicts on is a corpus, whatever else is configured. */
    public PredictionInput predictsOn() {
        return reader.section("predict", PredictionOptions.class).from();
    }

    /** The run. */
    public RunOptions run() {
        return reader.section("run", RunOptions.class);
    }

    /** What a run leaves to be looked at. */
    public ReportOptions report() {
        return reader.section("report", ReportOptions.class);
    }

    /** What is described, and where its drawing goes. */
    public InspectOptions inspect() {
        return reader.section("inspect", InspectOptions.class);
    }

    /** What the laws of masking are measured on. */
    public MaskcheckOptions maskcheck() {
        return reader.section("maskcheck", MaskcheckOptions.class);
    }

    /** The sample corpus to write. */
    public SampleOptions generate() {
        return reader.section("generate", SampleOptions.class);
    }

    /** The run's id, where one was given. */
    public Optional<String> runId() {
        return reader.isComplete("run") ? Optional.of(run().id()) : Optional.empty();
    }

    /** Whether every key of a section has a value. */
    public boolean isComplete(String section) {
        return reader.isComplete(section);
    }

    /**
     * Checks that the sections are complete.
     *
     * @throws io.maskwise.MaskwiseException (usage) naming every key that is missing
     */
    public void demand(Collection<String> sections) {
        reader.demand(sections);
    }

    /** The resolved sections as HOCON that reads back as the same, in the order of the arguments. */
    public String render(Collection<String> sections) {
        return reader.render(sections, Set.of());
    }

    /** As {@link #render}, without some keys, given in full. */
    public String renderWithout(Set<String> omitted, Collection<String> sections) {
        return reader.render(sections, omitted);
    }
}
