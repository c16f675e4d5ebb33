package io.maskwise.spark;

import io.maskwise.training.HadoopFiles;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** The measurements of a split's files as a Parquet table. */
final class PartitionTable {
    private static final MessageType SCHEMA = MessageTypeParser.parseMessageType("""
            message partitions {
              required binary partition (STRING);
              required int32 bucket;
              required int64 rows;
              required int64 tokens;
              required double loss;
              required double accuracy;
              required double macro_f1;
              required double micro_f1;
              required double calibration_error;
            }
            """);

    private PartitionTable() {}

    static void write(List<PartitionMetrics> partitions, Path file, Configuration hadoop) throws IOException {
        HadoopOutput output = new HadoopOutput(HadoopFiles.fileSystem(file, hadoop), file);
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(output)
                .withType(SCHEMA)
                .withConf(hadoop)
                .build()) {
            for (PartitionMetrics partition : partitions) {
                writer.write(row(partition));
            }
        }
    }

    private static Group row(PartitionMetrics partition) {
        Measurement measured = partition.measurement();
        Group row = new SimpleGroup(SCHEMA);
        row.add("partition", partition.partition());
        row.add("bucket", partition.bucket());
        row.add("rows", partition.rows());
        row.add("tokens", measured.classes().tokens());
        row.add("loss", measured.classes().loss());
        row.add("accuracy", measured.classes().accuracy());
        row.add("macro_f1", measured.classes().macroF1());
        row.add("micro_f1", measured.classes().microF1());
        row.add("calibration_error", measured.calibration().value());
        return row;
    }
}
