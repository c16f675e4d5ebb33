package io.maskwise.spark.ml;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsReader$;
import org.apache.spark.ml.util.MLReader;
import scala.Option;

/**
 * Reads a stage that a {@link StageWriter} saved.
 *
 * @param <T> the stage's class
 */
final class StageReader<T extends Params> extends MLReader<T> {
    private final Class<T> type;
    private final Content<T> content;

    StageReader(Class<T> type, Content<T> content) {
        this.type = type;
        this.content = content;
    }

    /** What makes a stage of what was saved, but for its parameters. */
    interface Content<T> {
        /** Reads it below the stage's folder. */
        T read(String uid, Path folder, Configuration hadoop);
    }

    @Override
    public T load(String path) {
        DefaultParamsReader.Metadata metadata = DefaultParamsReader$.MODULE$.loadMetadata(path, sc(), type.getName());
        T stage = content.read(metadata.uid(), new Path(path), sc().hadoopConfiguration());
        metadata.getAndSetParams(stage, Option.empty());
        return stage;
    }
}
