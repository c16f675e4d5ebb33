package io.maskwise.spark;

import io.maskwise.MaskwiseException;
import io.maskwise.text.CorpusOptions;
import io.maskwise.text.CorpusParser;
import io.maskwise.text.CorpusRecord;
import io.maskwise.text.CorpusText;
import io.maskwise.text.ExampleTokenizer;
import io.maskwise.text.TokenizedExample;
import io.maskwise.text.TokenizedRecord;
import io.maskwise.text.TokenizerKind;
import io.maskwise.text.TokenizerOptions;
import io.maskwise.training.ModelDescription;
import io.maskwise.training.ModelFolder;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;

/** Reads one corpus file, decompressed by its extension, into tokenised rows and a summary. */
record CorpusFileReader(
        CorpusParser parser,
        TokenizerOptions options,
        ExampleTokenizer tokenizer,
        HoldOut holdOut,
        LengthPolicy lengths)
        implements Serializable {
    /** Of a tokenizer whose words need no numbers, or whose words have theirs already. */
    private static final TokenizerOptions NOTHING_COUNTED = new TokenizerOptions(TokenizerKind.PRETOKENIZED, false);

    static CorpusFileReader of(PreparationOptions options) {
        return new CorpusFileReader(
                CorpusParser.of(options.corpus()),
                options.tokenizer(),
                ExampleTokenizer.of(options.corpus(), options.tokenizer()),
                new HoldOut(options.corpus().holdOut()),
                new LengthPolicy(options.padding()));
    }

    /**
     * Reads texts without labels, for a model.
     *
     * @param corpus what {@link CorpusOptions#texts} gives, of which tables may have a label to be carried along
     */
    static CorpusFileReader ofTexts(CorpusOptions corpus, ModelFolder model) {
        ModelDescription trained = model.description();
        return new CorpusFileReader(
                CorpusParser.ofTexts(corpus),
                NOTHING_COUNTED,
                ExampleTokenizer.ofTexts(trained.labelling(), trained.tokenizer(), model.tokenizer()),
                new HoldOut(corpus.holdOut()),
                new LengthPolicy(trained.padding()));
    }

    /** Pushes the file's rows in order, then its summary; a file that cannot be read to its end says so in it. */
    void read(CorpusFile file, Configuration hadoop, Consumer<ReadItem> sink) {
        Rows rows = new Rows(file, sink);
        try {
            sink.accept(read(file, rows, hadoop));
        } catch (IOException failure) {
            OpenCorpusFile.Unreadable unreadable = failure instanceof OpenCorpusFile.Unreadable known
                    ? known
                    : new OpenCorpusFile.Unreadable(file, failure);
            sink.accept(FileSummary.failed(file.index(), message(unreadable, rows.count)));
        } catch (MaskwiseException unfit) {
            sink.accept(FileSummary.failed(file.index(), String.valueOf(unfit.getMessage())));
        }
    }

    /** What makes rows of a file's records, which were read otherwise, and pushes them. */
    Rows rows(CorpusFile file, Consumer<ReadItem> sink) {
        return new Rows(file, sink);
    }

    private FileSummary read(CorpusFile file, Rows rows, Configuration hadoop) throws IOException {
        try (OpenCorpusFile open = OpenCorpusFile.open(file, hadoop)) {
            Optional<CorpusFile> targets = file.targets();
            if (targets.isPresent()) {
                return readPairs(open, targets.get(), rows, hadoop);
            }
            long records = parser.parse(open.text(), file.idName(), rows);
            return rows.summary(records, List.of(open.identity(records)));
        }
    }

    private FileSummary readPairs(OpenCorpusFile sources, CorpusFile targetFile, Rows rows, Configuration hadoop)
            throws IOException {
        try (OpenCorpusFile targets = OpenCorpusFile.open(targetFile, hadoop)) {
            long records = parser.parsePairs(
                    new CorpusText(sources.text(), rows.file.idName()),
                    new CorpusText(targets.text(), targetFile.idName()),
                    rows);
            return rows.summary(records, List.of(sources.identity(records), targets.identity(records)));
        }
    }

    private static String message(OpenCorpusFile.Unreadable failure, long records) {
        String why = String.valueOf(failure.getMessage());
        String remedy = why.matches("not a (gzip|bzip2) file")
                ? "its name says so: rename it, or compress it"
                : "after " + records + " records; is the file complete?";
        CorpusFile file = failure.file();
        return "Cannot read " + file.displayPath() + " of the split " + file.split() + ": " + why + " (" + remedy + ")";
    }

    /** Tokenises and shortens records, gives each its split, and counts what comes of them. */
    final class Rows implements Consumer<CorpusRecord> {
        private final CorpusFile file;
        private final Consumer<ReadItem> sink;
        private final TreeMap<String, ReadTally> splits = new TreeMap<>();
        private final KerasTally words = new KerasTally(options);
        private final ExampleTokenizer ofFile;
        private long count;

        private Rows(CorpusFile file, Consumer<ReadItem> sink) {
            this.file = file;
            this.sink = sink;
            this.ofFile = tokenizer.ofOneThread();
        }

        @Override
        public void accept(CorpusRecord record) {
            TokenizedRecord tokenized = ofFile.tokenize(record);
            RowOrigin origin = new RowOrigin(file.index(), count, holdOut.split(file.split(), record.position()));
            int cut = 0;
            if (tokenized instanceof TokenizedExample example) {
                words.add(origin, example);
                cut = lengths.tokensCut(example);
                tokenized = lengths.shortened(example);
            }
            splits.computeIfAbsent(origin.split(), first -> new ReadTally()).add(tokenized);
            sink.accept(new SourceRow(origin, tokenized, cut));
            count++;
        }

        FileSummary summary(long records, List<InputFile> inputs) {
            if (records != count) {
                throw new IllegalStateException("Cannot account for " + file.name() + ": its parser counted " + records
                        + " records, but gave " + count);
            }
            return new FileSummary(file.index(), splits, words.counts(), inputs, "");
        }
    }
}
