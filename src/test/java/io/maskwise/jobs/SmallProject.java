package io.maskwise.jobs;

import io.maskwise.config.MaskwiseConfig;
import io.maskwise.report.Terminal;
import io.maskwise.testing.SparkSessions;
import io.maskwise.text.SampleCorpus;
import io.maskwise.text.SampleKind;
import io.maskwise.text.SampleOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** A tagged corpus of a few rows with the configuration of a small tagger, and commands run on it. */
final class SmallProject {
    private final Path folder;
    private final StringWriter out = new StringWriter();
    private final List<Outcome> reached = Collections.synchronizedList(new ArrayList<>());

    SmallProject(Path folder) throws IOException {
        this.folder = folder;
        Path corpus = Files.createDirectories(folder.resolve("tagged"));
        SampleOptions sample = new SampleOptions(SampleKind.TAGGED, "unused", Map.of("train", 60, "test", 20), 5);
        for (Map.Entry<String, String> file : SampleCorpus.generate(sample).entrySet()) {
            Files.writeString(corpus.resolve(file.getKey()), file.getValue());
        }
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    /** The corpus and the dataset. */
    List<String> data(String... more) {
        List<String> assignments = new ArrayList<>(List.of(
                "corpus.format=conllu",
                "corpus.path=" + folder.resolve("tagged"),
                "corpus.splits={train = train.conllu, test = test.conllu}",
                "tokenizer.kind=pretokenized",
                "buckets.count=3",
                "dataset.path=" + folder.resolve("data")));
        assignments.addAll(List.of(more));
        return assignments;
    }

    /** The corpus, the dataset and the network. */
    List<String> network(String... more) {
        List<String> assignments = data("model.task=tagging", "model.embedding=4", "model.rnn.units=4");
        assignments.addAll(List.of(more));
        return assignments;
    }

    /** Everything, the run included. */
    List<String> all(String... more) {
        List<String> assignments = network("train.epochs=1", "run.root=" + folder.resolve("runs"), "run.id=one");
        assignments.addAll(List.of(more));
        return assignments;
    }

    Outcome run(Command command, List<String> assignments) throws Exception {
        return run(command, ExistingOutput.REFUSE, assignments);
    }

    Outcome run(Command command, ExistingOutput existing, List<String> assignments) throws Exception {
        return plan(command, existing, assignments).run(SparkSessions::local);
    }

    PlannedWork plan(Command command, ExistingOutput existing, List<String> assignments) {
        MaskwiseConfig config = MaskwiseConfig.load(List.of(), assignments);
        config.demand(command.sections(config));
        PrintWriter writer = new PrintWriter(out, true);
        Console console = new Console(writer, writer, Terminal.plain(), InstantSource.system());
        return command.plan(new Invocation(config, config.runId().orElse("none"), existing, console, reached::add));
    }

    /** What was printed since this was asked last. */
    String printed() {
        String text = out.toString();
        out.getBuffer().setLength(0);
        return text;
    }

    /** What was told to be complete before a failure. */
    List<Outcome> reached() {
        return reached;
    }
}
