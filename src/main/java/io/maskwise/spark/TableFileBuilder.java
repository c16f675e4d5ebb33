package io.maskwise.spark;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.datasources.parquet.ParquetWriteSupport;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.StructType;

/** Opens Parquet files of Spark's own rows, of the types that Spark gives them, whatever the session is set to. */
final class TableFileBuilder extends ParquetWriter.Builder<InternalRow, TableFileBuilder> {
    private TableFileBuilder(OutputFile file) {
        super(file);
        withCompressionCodec(CompressionCodecName.ZSTD);
    }

    static ParquetWriter<InternalRow> of(OutputFile file, StructType columns, Configuration hadoop) throws IOException {
        Configuration conf = new Configuration(hadoop);
        ParquetWriteSupport.setSchema(columns, conf);
        conf.set(SQLConf.PARQUET_WRITE_LEGACY_FORMAT().key(), "false");
        conf.set(SQLConf.PARQUET_OUTPUT_TIMESTAMP_TYPE().key(), "TIMESTAMP_MICROS");
        conf.set(SQLConf.PARQUET_FIELD_ID_WRITE_ENABLED().key(), "false");
        return new TableFileBuilder(file).withConf(conf).build();
    }

    @Override
    protected TableFileBuilder self() {
        return this;
    }

    @Override
    protected WriteSupport<InternalRow> getWriteSupport(Configuration hadoop) {
        return new ParquetWriteSupport();
    }
}
