package io.maskwise.jobs;

import io.maskwise.MaskwiseException;
import io.maskwise.config.MaskwiseConfig;
import io.maskwise.model.Dl4jNetwork;
import io.maskwise.model.SequenceNetwork;
import io.maskwise.report.html.ReportFiles;
import io.maskwise.report.html.RunReport;
import io.maskwise.training.HadoopFiles;
import io.maskwise.training.ModelFolder;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * A run's {@code report.html}, made from its files and the description of its dataset.
 *
 * @param run the run's folder
 * @param dataset the folder of its dataset, if it is configured
 * @param wanted whether commands that work on the run make it
 */
record ReportFile(String run, Optional<String> dataset, boolean wanted) {
    static ReportFile of(MaskwiseConfig config) {
        Optional<String> dataset =
                config.isComplete("dataset") ? Optional.of(config.dataset().path()) : Optional.empty();
        return new ReportFile(config.run().path(), dataset, config.report().html());
    }

    String path() {
        return run + "/" + RunReport.FILE;
    }

    /** The outputs of a command that works on the run: its own, and the report, if it is wanted. */
    List<String> beside(String output) {
        return wanted ? List.of(output, path()) : List.of(output);
    }

    /**
     * Makes it from what there is, over an earlier one.
     *
     * @throws MaskwiseException if there is no run, or one of its files is not what it should be (exit 3), or it cannot
     *     be written (exit 4)
     */
    void write(Configuration hadoop) {
        Path folder = new Path(run);
        ReportFiles files = ReportFiles.read(folder, dataset.map(Path::new), model(folder, hadoop), hadoop);
        try {
            HadoopFiles.publishText(new Path(path()), RunReport.render(files), hadoop);
        } catch (IOException failure) {
            throw MaskwiseException.output(failure, "Cannot write %s: %s", path(), HadoopFiles.reason(failure));
        }
    }

    private static Optional<ReportFiles.Model> model(Path folder, Configuration hadoop) {
        if (!ModelFolder.isIn(folder, hadoop)) {
            return Optional.empty();
        }
        ModelFolder model = ModelFolder.open(ModelFolder.of(folder), Dl4jNetwork::read, hadoop);
        try (SequenceNetwork network = model.stored().create()) {
            return Optional.of(new ReportFiles.Model(network.spec(), network.precision()));
        }
    }

    /** Makes it after work that is done and safe, which a report that cannot be made does not undo. */
    void writeAfterWork(Outcome outcome, Console console, Configuration hadoop) {
        if (!wanted || (outcome.status() == Status.ALREADY_COMPLETE && exists(hadoop))) {
            return;
        }
        try {
            write(hadoop);
        } catch (MaskwiseException failure) {
            warn(console, String.valueOf(failure.getMessage()));
        } catch (RuntimeException bug) { // of the page's own, which must not undo the work either
            warn(console, "Cannot make the run's page: " + bug);
        }
    }

    private static void warn(Console console, String message) {
        console.warn(message);
    }

    private boolean exists(Configuration hadoop) {
        try {
            Path file = new Path(path());
            return HadoopFiles.fileSystem(file, hadoop).exists(file);
        } catch (IOException unknown) {
            return false;
        }
    }
}
