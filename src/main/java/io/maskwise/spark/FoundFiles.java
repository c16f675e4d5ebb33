package io.maskwise.spark;

import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.streaming.FileStreamSource.FileEntry;
import org.apache.spark.sql.execution.streaming.FileStreamSourceLog;
import org.apache.spark.sql.execution.streaming.FileStreamSourceOffset;
import org.apache.spark.sql.execution.streaming.Offset;
import org.apache.spark.sql.execution.streaming.OffsetSeqLog;
import scala.Option;
import scala.Some;
import scala.Tuple2;

/**
 * What a stream of files found for each batch, as its checkpoint tells.
 *
 * <p>The batch that Spark hands over does not: it leaves out without a word what went between being found and being
 * listed again, and counts it as read; and it holds a file twice if the name of another one looks like a pattern. No public
 * interface names the files, so they are read as Spark itself reads them when it begins a batch again.
 */
final class FoundFiles {
    private final SparkSession spark;
    private final String checkpoint;

    /** @param checkpoint that of a query whose one source is files */
    FoundFiles(SparkSession spark, String checkpoint) {
        this.spark = spark;
        this.checkpoint = checkpoint;
    }

    /** The files of a batch that has begun, at least one. */
    List<Path> of(long batch) {
        long first = batch == 0 ? 0 : offset(batch - 1) + 1;
        FileStreamSourceLog log =
                new FileStreamSourceLog(FileStreamSourceLog.VERSION(), spark, checkpoint + "/sources/0");
        List<Path> files = new ArrayList<>();
        for (Tuple2<Object, FileEntry[]> found : log.get(Some.apply(first), Some.apply(offset(batch)))) {
            for (FileEntry file : found._2()) {
                files.add(file.sparkPath().toPath());
            }
        }
        if (files.isEmpty()) {
            throw new IllegalStateException("The checkpoint " + checkpoint + " names no file of the batch " + batch);
        }
        return files;
    }

    /** How far the source had got with a batch, in entries of its log. */
    private long offset(long batch) {
        Option<Offset> offset = new OffsetSeqLog(spark, checkpoint + "/offsets")
                .get(batch)
                .flatMap(sources -> sources.offsets().head().map(Offset.class::cast));
        if (offset.isEmpty()) {
            throw new IllegalStateException("The checkpoint " + checkpoint + " does not know the batch " + batch);
        }
        return FileStreamSourceOffset.apply(offset.get()).logOffset();
    }
}
