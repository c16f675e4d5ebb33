package io.maskwise.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads corpus files record by record.
 *
 * <p>Files are UTF-8, a byte order mark is dropped, lines end with LF or CR LF. Reading streams: memory is bounded by
 * the longest record. Stateless, so one parser may read many files at once.
 */
public final class CorpusParser implements Serializable {
    /** The longest line that is read, in bytes: 16 MiB. The record of a longer one is rejected. */
    public static final int LONGEST_LINE = 1 << 24;

    private static final long serialVersionUID = 1L;

    private final CorpusOptions options;
    private final boolean labelled;

    private CorpusParser(CorpusOptions options, boolean labelled) {
        this.options = options;
        this.labelled = labelled;
    }

    /** The parser for a corpus. */
    public static CorpusParser of(CorpusOptions options) {
        return new CorpusParser(options, true);
    }

    /**
     * The parser for a corpus whose texts alone are read: a label may be missing, and none is in the examples.
     *
     * @param options those of {@link CorpusOptions#texts}
     */
    public static CorpusParser ofTexts(CorpusOptions options) {
        return new CorpusParser(options, false);
    }

    /**
     * Reads one file and hands every record to the sink, once, as an example or as a reject with its reason.
     *
     * @param decompressedBytes the file's bytes, not closed here
     * @param fileName the file's name without its folder, for positions
     * @return the number of records read, which is how often the sink was called
     * @throws IOException if the bytes cannot be read to their end, a truncated gzip for instance; the records before
     *     are with the sink
     * @throws io.maskwise.MaskwiseException (input) if a delimited file's header lacks a column, or the file ends inside
     *     quotes
     */
    public long parse(InputStream decompressedBytes, String fileName, Consumer<CorpusRecord> sink) throws IOException {
        Consumer<CorpusRecord> receiver = labelled ? sink : record -> sink.accept(withoutLabels(record));
        return reader().read(new CorpusLines(decompressedBytes, fileName), receiver);
    }

    private static CorpusRecord withoutLabels(CorpusRecord record) {
        return record instanceof CorpusExample example
                ? new CorpusExample(example.position(), example.text(), example.tokens(), List.of())
                : record;
    }

    /**
     * Reads a file of a parallel corpus and that of its targets, line by line, as {@link #parse} does; positions are
     * those of the first.
     *
     * @throws IOException if the bytes of either cannot be read to their end
     * @throws io.maskwise.MaskwiseException (input) if they have not as many lines
     */
    public long parsePairs(CorpusText sources, CorpusText targets, Consumer<CorpusRecord> sink) throws IOException {
        return new ParallelReader(targets.lines()).read(sources.lines(), sink);
    }

    /** The layout is that of one file. */
    private static CorpusReader columns(ColumnsLayout layout) {
        return new SentencesReader(position -> new ColumnsSentence(position, layout));
    }

    /** A word is never without its form. */
    private ConlluColumn conlluLabel() {
        return labelled ? options.conllu().label() : ConlluColumn.FORM;
    }

    private CorpusReader reader() {
        return switch (options.format()) {
            case CONLLU -> new SentencesReader(position -> new ConlluSentence(position, conlluLabel()));
            case COLUMNS ->
                columns(
                        labelled
                                ? ColumnsLayout.labelled(options.columns())
                                : ColumnsLayout.ofTokens(options.columns()));
            case JSONL -> new JsonlReader(options.jsonl());
            case DELIMITED -> new DelimitedReader(options.delimited());
            case LINES -> new LinesReader();
            case PARALLEL -> throw new IllegalStateException("Cannot read a parallel corpus without its targets");
            case PARQUET, SPARK -> throw new IllegalStateException("Cannot read a table as text");
        };
    }
}
