package io.maskwise.jobs;

import io.maskwise.text.SampleCorpus;
import io.maskwise.text.SampleOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/** {@code generate}: writes a sample corpus made from a seed. */
final class GenerateCommand implements Command {
    @Override
    public String name() {
        return "generate";
    }

    @Override
    public String summary() {
        return "Writes a seeded sample corpus, tagged or arithmetic.";
    }

    @Override
    public List<String> sections() {
        return List.of("generate");
    }

    @Override
    public PlannedWork plan(Invocation invocation) {
        SampleOptions options = invocation.config().generate();
        Map<String, String> files = new LinkedHashMap<>();
        SampleCorpus.generate(options).forEach((name, content) -> files.put(below(options.path(), name), content));
        if (invocation.existing() == ExistingOutput.REFUSE) {
            files.keySet().forEach(AtomicFile::refuseExisting);
        }
        return new Writing(options, files);
    }

    private static String below(String folder, String name) {
        return folder.endsWith("/") ? folder + name : folder + "/" + name;
    }

    private record Writing(SampleOptions options, Map<String, String> files) implements PlannedWork {
        @Override
        public List<String> writes() {
            return List.copyOf(files.keySet());
        }

        @Override
        public Outcome run(Supplier<SparkSession> session) {
            files.forEach((path, content) -> new AtomicFile(path).write(content));
            long rows = options.rows().values().stream()
                    .mapToLong(Integer::longValue)
                    .sum();
            return Outcome.done(writes(), Map.of("rowsWritten", rows));
        }
    }
}
