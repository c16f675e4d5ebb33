package io.maskwise.spark;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import scala.collection.JavaConverters;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;

/**
 * A job that makes one object of each partition.
 *
 * <p>A map and a collect do the same, but have Spark read the byte code of its own classes from their jar for each of
 * both to find out what the functions capture: 5 ms of every round.
 */
final class PartitionJob {
    private static final ClassTag<Object> ANY = ClassTag$.MODULE$.apply(Object.class);

    private PartitionJob() {}

    /** Runs the function on every partition; the outcomes are in the order of partitions. */
    @SuppressWarnings("unchecked") // the array is of what the function gives
    static <T, R> List<R> run(JavaRDD<T> rdd, PartitionFunction<T, R> function) {
        Object outcomes = rdd.context().runJob(rdd.rdd(), new Task<>(function), ANY);
        return (List<R>) List.of((Object[]) outcomes);
    }

    /** No lambda, and so nothing to clean. */
    private static final class Task<T, R> extends AbstractFunction2<TaskContext, scala.collection.Iterator<T>, Object>
            implements Serializable {
        private static final long serialVersionUID = 1L;

        private final PartitionFunction<T, R> function;

        Task(PartitionFunction<T, R> function) {
            this.function = function;
        }

        @Override
        public Object apply(TaskContext task, scala.collection.Iterator<T> rows) {
            Iterator<T> iterator = JavaConverters.asJavaIteratorConverter(rows).asJava();
            return function.call(task.partitionId(), iterator);
        }
    }
}
