package io.maskwise.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import io.maskwise.spark.PreparationOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TestMaskwiseConfig {
    private static final Set<String> WITHOUT_DEFAULT = Set.of(
            "corpus.format",
            "corpus.path",
            "corpus.splits",
            "dataset.path",
            "model.task",
            "predict.path",
            "run.id",
            "generate.kind",
            "generate.path",
            "generate.rows");

    private static final List<String> COMPLETE = List.of(
            "corpus.format=lines",
            "corpus.path=c",
            "corpus.splits={train = a.txt}",
            "dataset.path=d",
            "model.task=tagging",
            "predict.path=p",
            "run.id=r",
            "generate.kind=tagged",
            "generate.path=g",
            "generate.rows={train = 3, test = 2}");

    private static String reference() throws IOException {
        try (InputStream in = MaskwiseConfig.class.getClassLoader().getResourceAsStream(MaskwiseConfig.DEFAULTS)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** All but Spark's own, {@code gpu.conf} and {@code spark-….conf}; {@code TestDiscoverGpus} and others read those. */
    static Stream<Path> shippedFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("conf"))) {
            return files
                    .filter(file -> file.toString().endsWith(".conf") && !file.endsWith("gpu.conf"))
                    .filter(file -> !file.getFileName().toString().startsWith("spark-"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @Test
    void everyKeyHasADefaultOrIsDemanded() throws IOException {
        Config defaults = ConfigFactory.parseString(reference());
        Set<String> undefined = Keys.of(MaskwiseConfig.SECTIONS).stream()
                .filter(key -> !defaults.hasPath(key))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(undefined).isEqualTo(new TreeSet<>(WITHOUT_DEFAULT));
    }

    @Test
    void everyKeyOfTheReferenceIsExplainedByAComment() throws IOException {
        List<String> lines = reference().lines().map(String::strip).toList();
        List<String> unexplained = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            boolean key = lines.get(i).matches("(# )?[a-z0-9-]+( =.*| \\{)");
            if (key && !lines.get(i - 1).startsWith("# ")) {
                unexplained.add(lines.get(i));
            }
        }
        assertThat(unexplained).isEmpty();
    }

    @Test
    void theReferenceNamesEveryKeyInItsSectionAndNoOther() throws IOException {
        assertThat(keysThatAreWritten(reference()))
                .containsExactlyInAnyOrderElementsOf(Keys.of(MaskwiseConfig.SECTIONS));
    }

    /** Every key with the sections around it, commented out or not. */
    private static List<String> keysThatAreWritten(String reference) {
        List<String> keys = new ArrayList<>();
        Deque<String> sections = new ArrayDeque<>();
        for (String line : reference.lines().map(String::strip).toList()) {
            if (line.matches("[a-z0-9-]+ \\{")) {
                sections.addLast(line.substring(0, line.length() - 2) + ".");
            } else if (line.equals("}")) {
                sections.removeLast();
            } else if (line.matches("[a-z0-9-]+ = .*|# [a-z0-9-]+ =")) {
                keys.add(
                        String.join("", sections) + line.replaceFirst("^# ", "").replaceFirst(" =.*", ""));
            }
        }
        return keys;
    }

    @Test
    void theDefaultsBind() {
        MaskwiseConfig config = MaskwiseConfig.load(List.of(), COMPLETE);
        config.demand(MaskwiseConfig.SECTIONS.keySet());
        assertThat(config.runId()).contains("r");
    }

    @Test
    void whatItRendersReadsBackAsTheSame(@TempDir Path folder) throws IOException {
        MaskwiseConfig config = MaskwiseConfig.load(List.of(), COMPLETE);
        String rendered = config.render(MaskwiseConfig.SECTIONS.keySet());
        Path file = Files.writeString(folder.resolve("config.conf"), rendered);
        MaskwiseConfig again = MaskwiseConfig.load(List.of(file), List.of());
        assertThat(again.render(MaskwiseConfig.SECTIONS.keySet())).isEqualTo(rendered);
        assertThat(again.corpus()).isEqualTo(config.corpus());
        assertThat(again.model()).isEqualTo(config.model());
        assertThat(again.train()).isEqualTo(config.train());
    }

    @Test
    void weightsOfLabelsReadBackUnderTheirNames(@TempDir Path folder) throws IOException {
        List<String> assignments = new ArrayList<>(COMPLETE);
        assignments.add("train.class-weights={NOUN = 2, \"a.b, c\" = 0.5}");
        MaskwiseConfig config = MaskwiseConfig.load(List.of(), assignments);
        assertThat(config.train().classWeights()).isEqualTo(Map.of("NOUN", 2.0, "a.b, c", 0.5));
        Path file = Files.writeString(folder.resolve("config.conf"), config.render(Set.of("train")));
        assertThat(MaskwiseConfig.load(List.of(file), List.of()).train()).isEqualTo(config.train());
    }

    @Test
    void aCommandNeedsOnlyItsOwnSections() {
        MaskwiseConfig config = MaskwiseConfig.load(List.of(), List.of("dataset.path=d"));
        config.demand(List.of("dataset", "vocabulary"));
        assertThat(config.runId()).isEmpty();
        assertThatThrownBy(() -> config.demand(List.of("dataset", "run", "model")))
                .hasMessage("Missing key: run.id (set it in a --config file or by --set run.id=...)\n"
                        + "Missing key: model.task (set it in a --config file or by --set model.task=...)");
    }

    /** A value that is refused, and what the message says between its key and its place. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "corpus.path= | it is empty (must be a folder)",
                "corpus.splits={} | there is none (must be at least one, such as train)",
                "corpus.delimited.separator= | '' (must be one character or more, without line breaks or quotes)",
                "corpus.delimited.text-column= | it is empty (must be a column's name or number)",
                "vocabulary.minimum-count=0 | 0 (must be >= 1)",
                "vocabulary.maximum-size=1"
                        + " | 1 (must be 0 = unlimited, or >= 2, as padding and unknown take two ids)",
                "padding.maximum-length=-1 | -1 (must be >= 0, where 0 = no limit)",
                "padding.window.stride=-1"
                        + " | -1 (must be >= 0, where 0 = the maximum length: windows do not overlap)",
                "gates.max-rejected-fraction=1.5 | 1.5 (must be from 0 to 1)",
                "gates.max-unknown-rate=-1 | -1.0 (must be from 0 to 1)",
                "gates.max-truncated-fraction=2 | 2.0 (must be from 0 to 1)",
                "gates.min-rows=-1 | -1 (must be >= 0)",
                "buckets.count=0 | 0 (must be >= 1)",
                "buckets.bounds=[8, 4] | [8, 4] (must be ascending and >= 1)",
                "buckets.multiple-of=0 | 0 (must be >= 1)",
                "buckets.batch.rows=0 | 0 (must be >= 1)",
                "buckets.batch.price=-1 | -1 (must be >= 0, in cells)",
                "dataset.path= | it is empty (must name a folder)",
                "dataset.file-size=0 | 0.0 (must be a number of MiB above 0, at most 1048576)",
                "dataset.row-group-size=-1 | -1.0 (must be a number of MiB above 0, at most 1048576)",
                "dataset.maximum-labels=-1 | -1 (must be >= 1, or 0 = no limit)",
                "model.embedding=0 | 0 (must be >= 1)",
                "model.rnn.units=-3 | -3 (must be >= 1)",
                "train.workers=-1 | -1 (must be >= 1)",
                "train.workers=two | \"two\" (must be a whole number from -2147483648 to 2147483647)",
                "train.epochs=0 | 0 (must be >= 1)",
                "train.batch.rows=-5 | -5 (must be >= 1)",
                "train.batch.cells=-5 | -5 (must be >= 0, where 0 = no limit)",
                "train.averaging-frequency=0 | 0 (must be >= 1)",
                "train.updater.learning-rate=0 | 0.0 (must be > 0, from 1.4E-45 to 3.4E38 as a float can hold)",
                "train.updater.learning-rate=1e39 | 1.0E39 (must be > 0, from 1.4E-45 to 3.4E38 as a float can hold)",
                "train.updater.momentum=1 | 1.0 (must be >= 0 and < 1)",
                "train.updater.beta1=1 | 1.0 (must be >= 0 and < 1)",
                "train.updater.beta2=-1 | -1.0 (must be >= 0 and < 1)",
                "train.updater.epsilon=0 | 0.0 (must be > 0, from 1.4E-45 to 3.4E38 as a float can hold)",
                "train.checkpoint-every=0 | 0 (must be >= 1)",
                "train.keep-checkpoints=0 | 0 (must be >= 1)",
                "train.split= | it is empty (must name a split of the dataset)",
                "evaluate.split= | it is empty (must name a split of the dataset)",
                "evaluate.batch.rows=0 | 0 (must be >= 1)",
                "predict.split= | it is empty (must name a split of the corpus or dataset)",
                "predict.path= | it is empty (must name a folder)",
                "predict.longest-target=-1 | -1 (must be >= 0, where 0 = that of the training)",
                "predict.file-rows=0 | 0 (must be >= 1)",
                "predict.unknown-warning=2 | 2.0 (must be from 0 to 1)",
                "predict.batch.rows=0 | 0 (must be >= 1)",
                "predict.watch.every-seconds=-1 | -1.0 (must be from 0 to 86400)",
                "predict.watch.files-per-batch=-1 | -1 (must be >= 0, where 0 = no limit)",
                "run.root= | it is empty (must be a folder's path)",
                "run.id=root/x"
                        + " | 'root/x' (must be letters, digits, '.', '_' and '-', the first a letter or digit)",
                "generate.path= | it is empty (must be a folder)",
                "generate.largest=0 | 0 (must be from 1 to 46340)",
                "generate.rows={} | there is none (must be at least one, such as train)",
                "generate.seed=9223372036854775808 | \"9223372036854775808\""
                        + " (must be a whole number from -9223372036854775808 to 9223372036854775807)",
            })
    void namesTheKeyOfAnImpossibleValue(String assignment, String complaint) {
        String key = assignment.substring(0, assignment.indexOf('='));
        assertRefused("Invalid " + key + ": " + complaint + ", --set " + key, assignment);
    }

    private static void assertRefused(String message, String... assignments) {
        List<String> all = new ArrayList<>(COMPLETE);
        all.removeIf(each -> Arrays.stream(assignments).anyMatch(assignment -> sameKey(each, assignment)));
        all.addAll(List.of(assignments));
        assertThatThrownBy(() -> MaskwiseConfig.load(List.of(), all)).hasMessage(message);
    }

    private static boolean sameKey(String left, String right) {
        return left.startsWith(right.substring(0, right.indexOf('=') + 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "corpus.splits={a = b, train = \"a,,b\"} | Invalid corpus.splits.train: 'a,,b'"
                        + " (must be file names separated by commas), --set corpus.splits",
                "corpus.splits={train = \"x/a, a\"} | Invalid corpus.splits.train: a stands twice"
                        + " (must differ, as row ids are made of file names), --set corpus.splits",
                "corpus.splits={\"../x\" = a} | Invalid corpus.splits.\"../x\": '../x' (must be letters, digits, '-'"
                        + " and '_', the first a letter or digit), --set corpus.splits",
                "corpus.hold-out.fractions={test = 1} | Invalid corpus.hold-out.fractions.test: 1.0 (must be > 0 and < 1),"
                        + " --set corpus.hold-out.fractions",
                "corpus.hold-out.fractions={a = 0.5, b = 0.5} | Invalid corpus.hold-out.fractions: 1.0 in all (must be <"
                        + " 1, so that something is left to train on), --set corpus.hold-out.fractions",
                "corpus.hold-out.fractions={train = 0.5} | Invalid corpus.hold-out.fractions.train: train (must be none"
                        + " of the splits that have files, [train]), --set corpus.hold-out.fractions",
                "padding.too-long=drop | Invalid padding.maximum-length: 0 (must be >= 1, as none is longer than no"
                        + " limit), the default beside padding.too-long = drop, --set padding.too-long",
                "padding.truncating=mid | Invalid padding.truncating: \"mid\" (must be one of pre, post, middle),"
                        + " --set padding.truncating",
                "corpus.delimited.header=false | Invalid corpus.delimited.text-column: text (must be a number from 1,"
                        + " as the corpus has no header), the default"
                        + " beside corpus.delimited.header = false, --set corpus.delimited.header",
                "corpus.delimited.text-column=label | Invalid corpus.delimited.label-column: label (must differ from the"
                        + " text column), the default"
                        + " beside corpus.delimited.text-column = label, --set corpus.delimited.text-column",
                "train.class-weights={X = 1, VERB = -1} | Invalid train.class-weights.VERB: -1.0 (must be finite and"
                        + " >= 0), --set train.class-weights",
                "train.class-weights={VERB = heavy} | Invalid train.class-weights.VERB: \"heavy\" (must be a number"
                        + " from -1.7e308 to 1.7e308), --set train.class-weights",
                "generate.rows={test = 1, train = 0} | Invalid generate.rows.train: 0 (must be >= 1),"
                        + " --set generate.rows",
                "predict.keep=[ID] | Invalid predict.keep: 'ID' (must be a column's name, each once, and none of those that"
                        + " predictions have: batch, class_probabilities, ended, id, kept, length, prediction,"
                        + " predictions, probabilities, probability, tokens, tokens_cut, unknown), --set predict.keep",
                "train.worker=2 | Invalid key: train.worker (did you mean train.workers?), --set train.worker",
                "train.lr=2 | Invalid key: train.lr (did you mean train.updater.learning-rate?), --set train.lr",
                "train.batch-size=2 | Invalid key: train.batch-size (must be one of train.batch.rows,"
                        + " train.batch.cells), --set train.batch-size",
                "vocabulary.minCount=2 | Invalid key: vocabulary.minCount (did you mean vocabulary.minimum-count?),"
                        + " --set vocabulary.minCount",
                "corpsu.path=x | Invalid key: corpsu (did you mean corpus?), --set corpsu.path",
                "train.epochs.x=1 | Invalid train.epochs: {\"x\":\"1\"} (must be a whole number from -2147483648 to"
                        + " 2147483647), --set train.epochs.x",
            })
    void tellsWhichPartOfTheConfigurationIsWrong(String assignment, String message) {
        assertRefused(message, assignment);
    }

    @Test
    void namesBothValuesThatDoNotGoTogether() {
        assertRefused(
                "Invalid buckets.bounds: [8, 12] (must be multiples of 8, and 12 is not), --set buckets.bounds"
                        + " beside buckets.multiple-of = 8, --set buckets.multiple-of",
                "buckets.bounds=[8, 12]",
                "buckets.multiple-of=8");
        assertRefused(
                "Invalid generate.rows: 20173 in all (must be <= 20172 with numbers up to 20, as no arithmetic row"
                        + " comes twice; raise largest), --set generate.rows beside generate.kind = arithmetic, --set generate.kind",
                "generate.kind=arithmetic",
                "generate.rows={train = 20173}");
        assertRefused(
                "Invalid corpus.delimited.label-column: name (must be a number from 1, as the corpus has no header),"
                        + " --set corpus.delimited.label-column"
                        + " beside corpus.delimited.header = false, --set corpus.delimited.header",
                "corpus.delimited.header=false",
                "corpus.delimited.text-column=1",
                "corpus.delimited.label-column=name");
    }

    @Test
    void namesTheLineOfAnImpossibleValueThoughItsSectionIsMergedWithDefaults(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("t.conf"), """
                train { seed = 0, epochs = 1
                        checkpoint-every = 0 }
                corpus { format = lines, path = c, splits {
                  test = b
                  train = "a,,b" } }
                """);
        assertThatThrownBy(() -> MaskwiseConfig.load(List.of(file), List.of()))
                .hasMessage("Invalid corpus.splits.train: 'a,,b' (must be file names separated by commas), " + file
                        + ":5\nInvalid train.checkpoint-every: 0 (must be >= 1), " + file + ":2");
    }

    @Test
    void anIdIsTheSameWhereverItIsWritten(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("t.conf"), "run.id = 007");
        assertThat(MaskwiseConfig.load(List.of(file), List.of()).runId()).contains("007");
        assertThat(MaskwiseConfig.load(List.of(), List.of("run.id=007")).runId())
                .contains("007");
    }

    @Test
    void sectionsThatDoNotGoTogetherAreRefusedWithTheKeyToSet(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("t.conf"), "corpus {\n  format = conllu\n  splits.test = a\n}");
        assertThatThrownBy(() -> preparation(file, "corpus.splits.train=b"))
                .isInstanceOfSatisfying(
                        MaskwiseException.class,
                        failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessage(
                        "Invalid tokenizer.kind: word (must be pretokenized, as a conllu corpus has a label for each"
                                + " of its own tokens; or say by tokenizer.labels what becomes of the label of one"
                                + " that is cut), the default beside corpus.format = conllu, " + file + ":2");
        assertThatThrownBy(() -> preparation(file, "tokenizer.kind=pretokenized"))
                .hasMessage(
                        "Invalid corpus.splits: [test] (must contain train, from which the vocabulary and the labels"
                                + " are made), " + file + ":3");
        assertThat(preparation(file, "tokenizer.kind=pretokenized", "corpus.splits.train=b")
                        .corpus()
                        .files("train"))
                .containsExactly("b");
    }

    private static PreparationOptions preparation(Path file, String... assignments) {
        List<String> all = new ArrayList<>(List.of("corpus.path=c", "dataset.path=d"));
        all.addAll(List.of(assignments));
        return MaskwiseConfig.load(List.of(file), all).preparation();
    }

    @ParameterizedTest
    @MethodSource("shippedFiles")
    void everyShippedFileCompletesTheSectionsThatItNames(Path file) {
        Set<String> named = ConfigFactory.parseFile(file.toFile()).root().keySet();
        assertThat(named).isNotEmpty();
        MaskwiseConfig.load(List.of(file), List.of()).demand(named);
    }
}
