package io.maskwise.benchmark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A prepared dataset as stock DL4J wants it: token ids, labels one-hot, both with their masks, rows of like length
 * together, padded to the longest of them.
 *
 * @param batches in random order
 * @param realTokens the tokens of all batches, padding not counted
 * @param vocabulary one more than the largest token id
 * @param classes one more than the largest label id
 * @param perToken whether labels belong to tokens
 */
record StockData(List<DataSet> batches, long realTokens, int vocabulary, int classes, boolean perToken) {
    private static final int ROWS = 32;

    static StockData read(SparkSession spark, String dataset, boolean perToken) {
        List<Row> rows = spark.read()
                .parquet(dataset + "/split=train")
                .selectExpr("tokens", "length", perToken ? "labels" : "array(label)")
                .collectAsList();
        TreeMap<Integer, List<Row>> byBound = new TreeMap<>();
        rows.forEach(row -> byBound.computeIfAbsent(row.getList(0).size(), bound -> new ArrayList<>())
                .add(row));
        int vocabulary = 1 + largest(rows, 0);
        int classes = 1 + largest(rows, 2);
        List<DataSet> batches = new ArrayList<>();
        byBound.values().forEach(ofBound -> {
            ofBound.sort(Comparator.comparingInt(row -> row.getInt(1)));
            for (int start = 0; start < ofBound.size(); start += ROWS) {
                List<Row> batch = ofBound.subList(start, Math.min(ofBound.size(), start + ROWS));
                batches.add(perToken ? tagged(batch, classes) : classified(batch, classes));
            }
        });
        Collections.shuffle(batches, new Random(1));
        long real = rows.stream().mapToLong(row -> row.getInt(1)).sum();
        return new StockData(batches, real, vocabulary, classes, perToken);
    }

    private static int largest(List<Row> rows, int column) {
        return rows.stream()
                .flatMap(row -> row.<Integer>getList(column).stream())
                .mapToInt(Integer::intValue)
                .max()
                .orElse(0);
    }

    private static DataSet tagged(List<Row> rows, int classes) {
        int time = longest(rows);
        INDArray labels = Nd4j.create(DataType.FLOAT, rows.size(), classes, time);
        INDArray mask = mask(rows, time);
        for (int row = 0; row < rows.size(); row++) {
            List<Integer> ofRow = rows.get(row).getList(2);
            for (int step = 0; step < rows.get(row).getInt(1); step++) {
                labels.putScalar(row, ofRow.get(step), step, 1);
            }
        }
        return new DataSet(tokens(rows, time), labels, mask, mask.dup());
    }

    private static DataSet classified(List<Row> rows, int classes) {
        int time = longest(rows);
        INDArray labels = Nd4j.create(DataType.FLOAT, rows.size(), classes);
        for (int row = 0; row < rows.size(); row++) {
            labels.putScalar(row, rows.get(row).<Integer>getList(2).get(0), 1);
        }
        return new DataSet(tokens(rows, time), labels, mask(rows, time), null);
    }

    private static int longest(List<Row> rows) {
        return rows.stream().mapToInt(row -> row.getInt(1)).max().orElseThrow();
    }

    private static INDArray tokens(List<Row> rows, int time) {
        INDArray tokens = Nd4j.create(DataType.FLOAT, rows.size(), 1, time);
        for (int row = 0; row < rows.size(); row++) {
            List<Integer> ofRow = rows.get(row).getList(0);
            for (int step = 0; step < time; step++) {
                tokens.putScalar(row, 0, step, ofRow.get(step));
            }
        }
        return tokens;
    }

    private static INDArray mask(List<Row> rows, int time) {
        INDArray mask = Nd4j.create(DataType.FLOAT, rows.size(), time);
        for (int row = 0; row < rows.size(); row++) {
            for (int step = 0; step < rows.get(row).getInt(1); step++) {
                mask.putScalar(row, step, 1);
            }
        }
        return mask;
    }
}
