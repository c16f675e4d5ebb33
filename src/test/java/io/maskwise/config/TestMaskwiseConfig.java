package io.maskwise.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
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
            "run.id=r",
            "generate.kind=tagged",
            "generate.path=g",
            "generate.rows={train = 3, test = 2}");

    private static String reference() throws IOException {
        try (InputStream in = MaskwiseConfig.class.getClassLoader().getResourceAsStream(MaskwiseConfig.DEFAULTS)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static Stream<Path> shippedFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("conf"))) {
            return files.filter(file -> file.toString().endsWith(".conf")).sorted().toList().stream();
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
    void aCommandNeedsOnlyItsOwnSections() {
        MaskwiseConfig config = MaskwiseConfig.load(List.of(), List.of("dataset.path=d"));
        config.demand(List.of("dataset", "vocabulary"));
        assertThat(config.runId()).isEmpty();
        assertThatThrownBy(() -> config.demand(List.of("dataset", "run", "model")))
                .hasMessage("Missing key: run.id (set it in a --config file or by --set run.id=...)\n"
                        + "Missing key: model.task (set it in a --config file or by --set model.task=...)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "model.embedding=0 | Invalid model.embedding: 0 (must be >= 1), --set model.embedding",
                "model.rnn.units=-3 | Invalid model.rnn.units: -3 (must be >= 1), --set model.rnn.units",
                "vocabulary.minimum-count=0"
                        + " | Invalid vocabulary.minimum-count: 0 (must be >= 1), --set vocabulary.minimum-count",
                "buckets.count=0 | Invalid buckets.count: 0 (must be >= 1), --set buckets.count",
                "train.workers=-1 | Invalid train.workers: -1 (must be >= 1), --set train.workers",
                "train.checkpoint-every=0"
                        + " | Invalid train.checkpoint-every: 0 (must be >= 1), --set train.checkpoint-every",
                "train.batch.rows=-5 | Invalid train.batch.rows: -5 (must be >= 1), --set train.batch.rows",
                "train.updater.learning-rate=0"
                        + " | Invalid train.updater.learning-rate: 0.0 (must be > 0), --set train.updater.learning-rate",
                "train.worker=2 | Invalid key: train.worker (did you mean train.workers?), --set train.worker",
                "train.workers=two | Invalid train.workers: \"two\" (must be a whole number from -2147483648 to 2147483647),"
                        + " --set train.workers",
                "corpus.paht=x | Invalid key: corpus.paht (did you mean corpus.path?), --set corpus.paht",
            })
    void namesTheKeyOfAnImpossibleValue(String assignment, String message) {
        List<String> assignments = new ArrayList<>(COMPLETE);
        assignments.add(assignment);
        assertThatThrownBy(() -> MaskwiseConfig.load(List.of(), assignments)).hasMessage(message);
    }

    @Test
    void anIdIsTheSameWhereverItIsWritten(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("t.conf"), "run.id = 007");
        assertThat(MaskwiseConfig.load(List.of(file), List.of()).runId()).contains("007");
        assertThat(MaskwiseConfig.load(List.of(), List.of("run.id=007")).runId())
                .contains("007");
    }

    @ParameterizedTest
    @MethodSource("shippedFiles")
    void everyShippedFileCompletesTheSectionsThatItNames(Path file) {
        Set<String> named = ConfigFactory.parseFile(file.toFile()).root().keySet();
        assertThat(named).isNotEmpty();
        MaskwiseConfig.load(List.of(file), List.of()).demand(named);
    }
}
