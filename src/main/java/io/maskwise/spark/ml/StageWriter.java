package io.maskwise.spark.ml;

import io.maskwise.MaskwiseException;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsWriter$;
import org.apache.spark.ml.util.MLWriter;
import scala.Option;

/** Saves a stage: its parameters as Spark does, and beside them what else it is. */
final class StageWriter extends MLWriter {
    private final Params stage;
    private final Content content;

    StageWriter(Params stage, Content content) {
        this.stage = stage;
        this.content = content;
    }

    /** What a stage is, besides its parameters. */
    interface Content {
        /** Writes it below the stage's folder. */
        void write(Path folder, Configuration hadoop) throws IOException;
    }

    @Override
    public void saveImpl(String path) {
        DefaultParamsWriter$.MODULE$.saveMetadata(stage, path, sc(), Option.empty(), Option.empty());
        try {
            content.write(new Path(path), sc().hadoopConfiguration());
        } catch (IOException failure) {
            throw MaskwiseException.output(
                    failure, "Cannot save %s to %s: %s", stage.uid(), path, String.valueOf(failure.getMessage()));
        }
    }
}
