package io.maskwise.spark;

import io.maskwise.sequence.PaddedSequence;
import io.maskwise.text.Labelling;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;

/** Opens Parquet files of rows with the file metadata given. */
final class SequenceFileBuilder extends ParquetWriter.Builder<PaddedSequence, SequenceFileBuilder> {
    private final Labelling labelling;
    private final Map<String, String> fileMetadata;

    SequenceFileBuilder(OutputFile file, Labelling labelling, Map<String, String> fileMetadata) {
        super(file);
        this.labelling = labelling;
        this.fileMetadata = fileMetadata;
        withCompressionCodec(CompressionCodecName.ZSTD);
        withDictionaryEncoding("id", false);
    }

    @Override
    protected SequenceFileBuilder self() {
        return this;
    }

    @Override
    protected WriteSupport<PaddedSequence> getWriteSupport(Configuration hadoop) {
        return new SequenceWriteSupport(labelling, fileMetadata);
    }
}
