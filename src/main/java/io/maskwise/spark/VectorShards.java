package io.maskwise.spark;

import io.maskwise.model.ParameterVector;
import io.maskwise.training.WorkerResult;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import scala.Tuple2;

/**
 * How the vectors of workers are cut into stretches, and which task combines which.
 *
 * <p>The outcome does not depend on it, as every value is averaged by itself.
 *
 * @param tasks how many tasks combine
 */
record VectorShards(int tasks) implements Serializable {
    /** Values of a stretch: 1 MiB of floats, twice that of sums. */
    private static final int STRETCH = 1 << 18;

    /** As many tasks as run at once, and no more than there are stretches. */
    static VectorShards of(long values, int parallelism) {
        long stretches = Math.max(1, (values + STRETCH - 1) / STRETCH);
        return new VectorShards((int) Math.min(stretches, Math.max(1, parallelism)));
    }

    /** What a worker gives, cut; made while it is sent, so that it is in memory once. */
    Iterator<Tuple2<RoundPlace, RoundPiece>> cut(WorkerResult result) {
        int worker = result.report().worker();
        Tuple2<RoundPlace, RoundPiece> report = new Tuple2<>(
                RoundPlace.ofReport(worker),
                new RoundPiece.Report(result.report(), result.vectors().size()));
        return Stream.concat(
                        Stream.of(report),
                        IntStream.range(0, result.vectors().size())
                                .boxed()
                                .flatMap(vector -> starts(result.vectors().get(vector))
                                        .mapToObj(start -> stretch(result, vector, start))))
                .iterator();
    }

    private static IntStream starts(ParameterVector vector) {
        return IntStream.iterate(0, start -> start < vector.length(), start -> start + STRETCH);
    }

    private Tuple2<RoundPlace, RoundPiece> stretch(WorkerResult result, int vector, int start) {
        ParameterVector whole = result.vectors().get(vector);
        ParameterVector values = whole.slice(start, Math.min(start + STRETCH, whole.length()));
        int task = Math.floorMod(start / STRETCH + vector, tasks);
        return new Tuple2<>(
                new RoundPlace(task, vector, start, result.report().worker()),
                new RoundPiece.Stretch(vector, start, values, result.report().weight()));
    }

    /** Combines what came to a task, in the order of its places. */
    static Iterator<RoundPiece> combine(Iterator<Tuple2<RoundPlace, RoundPiece>> pieces) {
        List<RoundPiece> combined = new ArrayList<>();
        StretchAverage open = new StretchAverage();
        while (pieces.hasNext()) {
            RoundPiece piece = pieces.next()._2();
            if (piece instanceof RoundPiece.Stretch stretch) {
                open.add(stretch, combined);
            } else {
                combined.add(piece);
            }
        }
        open.end(combined);
        return combined.iterator();
    }

    /** Sends every piece to its task. */
    DestinationPartitioner partitioner() {
        return new DestinationPartitioner(tasks);
    }
}
