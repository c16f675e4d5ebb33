package io.maskwise.spark;

import io.maskwise.MaskwiseException;
import io.maskwise.text.CorpusParser;
import io.maskwise.text.CorpusRecord;
import io.maskwise.text.ExampleTokenizer;
import io.maskwise.text.RejectedRecord;
import io.maskwise.text.TokenizedExample;
import io.maskwise.text.TokenizedRecord;
import io.maskwise.training.HadoopFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;

/** Reads one corpus file, decompressed by its extension, into tokenised rows and a summary. */
record CorpusFileReader(CorpusParser parser, ExampleTokenizer tokenizer, LengthPolicy lengths) implements Serializable {
    static CorpusFileReader of(PreparationOptions options) {
        return new CorpusFileReader(
                CorpusParser.of(options.corpus()),
                ExampleTokenizer.of(options.corpus(), options.tokenizer()),
                new LengthPolicy(options.padding()));
    }

    /** Pushes the file's rows in order, then its summary; a file that cannot be read to its end says so in it. */
    void read(CorpusFile file, Configuration hadoop, Consumer<ReadItem> sink) {
        Rows rows = new Rows(file, sink);
        try (HashingStream stored = open(file, hadoop);
                InputStream content = decompressed(file, stored, hadoop);
                InputStream text = FileSignature.refuseOthersThanText(content, file)) {
            long records = parser.parse(text, file.fileName(), rows);
            stored.drain();
            sink.accept(rows.summary(records, stored));
        } catch (IOException failure) {
            String why = failure.getMessage() == null ? failure.toString() : failure.getMessage();
            String remedy = why.contains("not a gzip file")
                    ? "its name says so: rename it, or compress it"
                    : "after " + rows.count + " records; is the file complete?";
            String message = "Cannot read " + file.displayPath() + " of the split " + file.split() + ": " + why + " ("
                    + remedy + ")";
            sink.accept(FileSummary.failed(file.index(), rows.count, message));
        } catch (MaskwiseException unfit) {
            sink.accept(FileSummary.failed(file.index(), rows.count, String.valueOf(unfit.getMessage())));
        }
    }

    private static HashingStream open(CorpusFile file, Configuration hadoop) throws IOException {
        Path path = new Path(file.path());
        FileSystem files = HadoopFiles.fileSystem(path, hadoop);
        return new HashingStream(files.open(path));
    }

    private static InputStream decompressed(CorpusFile file, InputStream stored, Configuration hadoop)
            throws IOException {
        CompressionCodec codec = new CompressionCodecFactory(hadoop).getCodec(new Path(file.path()));
        return codec == null ? stored : codec.createInputStream(stored);
    }

    /** Tokenises and cuts records, and counts what comes of them. */
    private final class Rows implements Consumer<CorpusRecord> {
        private final CorpusFile file;
        private final Consumer<ReadItem> sink;
        private final TreeMap<String, Long> rejected = new TreeMap<>();
        private String firstRejection = "";
        private long count;

        Rows(CorpusFile file, Consumer<ReadItem> sink) {
            this.file = file;
            this.sink = sink;
        }

        @Override
        public void accept(CorpusRecord record) {
            TokenizedRecord tokenized = tokenizer.tokenize(record);
            int cut = 0;
            if (tokenized instanceof TokenizedExample example) {
                cut = lengths.excess(example);
                tokenized = lengths.cut(example);
            } else if (tokenized instanceof RejectedRecord reject) {
                firstRejection = rejected.isEmpty() ? reject.detail() : firstRejection;
                rejected.merge(reject.reason(), 1L, Long::sum);
            }
            sink.accept(new SourceRow(file.index(), count, tokenized, cut));
            count++;
        }

        FileSummary summary(long records, HashingStream stored) {
            return new FileSummary(
                    file.index(), records, rejected, firstRejection, stored.bytes(), stored.sha256(), "");
        }
    }
}
