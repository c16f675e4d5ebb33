package io.maskwise.spark;

import io.maskwise.InvalidOption;
import io.maskwise.Sha256;
import io.maskwise.sequence.BucketOptions;
import io.maskwise.sequence.PaddingOptions;
import io.maskwise.sequence.TooLong;
import io.maskwise.text.CorpusOptions;
import io.maskwise.text.ExampleTokenizer;
import io.maskwise.text.Labelling;
import io.maskwise.text.TokenizerKind;
import io.maskwise.text.TokenizerOptions;
import io.maskwise.text.Vocabulary;
import io.maskwise.text.VocabularyOptions;
import java.io.Serializable;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How a corpus becomes a dataset.
 *
 * @param corpus what is read
 * @param tokenizer how text becomes tokens
 * @param vocabulary which tokens get ids of their own
 * @param padding where sequences are padded and truncated
 * @param buckets the padded lengths
 * @param dataset where the dataset goes
 * @param gates what it must come up to
 */
public record PreparationOptions(
        CorpusOptions corpus,
        TokenizerOptions tokenizer,
        VocabularyOptions vocabulary,
        PaddingOptions padding,
        BucketOptions buckets,
        DatasetOptions dataset,
        GateOptions gates)
        implements Serializable {
    /** The split from which the vocabulary and the labels are made. */
    public static final String TRAINING_SPLIT = "train";

    /** The keys that say where input and output are; they change no byte of a dataset and are not kept in it. */
    public static final Set<String> PLACES = Set.of(
            "corpus.path", "dataset.path", "tokenizer.hugging-face.file", "vocabulary.file", "vocabulary.target-file");

    /** The keys of the sections from corpus to dataset that shape no byte: {@link #PLACES} and a limit. */
    public static final Set<String> SHAPELESS = shapeless();

    private static Set<String> shapeless() {
        Set<String> keys = new TreeSet<>(PLACES);
        keys.add("dataset.maximum-labels");
        return Collections.unmodifiableSet(keys);
    }

    /**
     * Checks what no section can check by itself.
     *
     * @throws InvalidOption if the corpus has no {@value #TRAINING_SPLIT} split, the tokenizer does not suit it, or its
     *     targets have no room for their reserved ids and their end symbols, or are to be cut into windows
     */
    public PreparationOptions {
        if (!corpus.splits().containsKey(TRAINING_SPLIT)) {
            String complaint = corpus.splits().keySet() + " (must contain " + TRAINING_SPLIT
                    + ", from which the vocabulary and the labels are made)";
            throw new InvalidOption("corpus splits", complaint, "corpus", "splits");
        }
        ExampleTokenizer.of(corpus, tokenizer);
        requireNothingCounted(vocabulary);
        if (corpus.labelling() == Labelling.TARGET_SEQUENCE) {
            requireTwoFilesOrNone(vocabulary);
            requireRoom(vocabulary.maximumSize(), padding.maximumLength());
            requireOneRowAPair(padding.tooLong());
        }
    }

    /** With gates that let everything pass. */
    public PreparationOptions(
            CorpusOptions corpus,
            TokenizerOptions tokenizer,
            VocabularyOptions vocabulary,
            PaddingOptions padding,
            BucketOptions buckets,
            DatasetOptions dataset) {
        this(corpus, tokenizer, vocabulary, padding, buckets, dataset, GateOptions.OPEN);
    }

    private static void requireOneRowAPair(TooLong policy) {
        if (policy == TooLong.WINDOWS) {
            String complaint = "windows (must be truncate or drop, as nobody knows which part of a target belongs to a"
                    + " window of its text)";
            throw new InvalidOption("policy for what is too long", complaint, "padding", "too-long")
                    .beside("corpus", "format");
        }
    }

    private static void requireNothingCounted(VocabularyOptions vocabulary) {
        boolean given = vocabulary.given().isPresent();
        boolean counts = vocabulary.minimumCount() != VocabularyOptions.DEFAULT.minimumCount()
                || vocabulary.maximumSize() != VocabularyOptions.DEFAULT.maximumSize();
        if (given && counts) {
            String complaint = "it is given, and so are a minimum count or a maximum size (must be one or the other)";
            throw new InvalidOption("vocabulary file", complaint, "vocabulary", "file");
        }
    }

    /** Else one of the two would be limited by counts, and the other by its file. */
    private static void requireTwoFilesOrNone(VocabularyOptions vocabulary) {
        if (vocabulary.given().isPresent() != vocabulary.givenTargets().isPresent()) {
            String complaint = "only one of file and target-file is given (must be both or none, as targets have a"
                    + " vocabulary of their own)";
            throw new InvalidOption("vocabulary file", complaint, "vocabulary", "target-file")
                    .beside("corpus", "format");
        }
    }

    private static void requireRoom(int size, int length) {
        if (size != 0 && size < Vocabulary.RESERVED_OF_TARGETS) {
            String complaint = size + " (must be 0 = unlimited, or >= " + Vocabulary.RESERVED_OF_TARGETS
                    + ", as targets have so many reserved ids)";
            throw new InvalidOption("maximum size", complaint, "vocabulary", "maximum-size").beside("corpus", "format");
        }
        if (length == 1) {
            String complaint = "1 (must be 0 = no limit, or >= 2, as the end symbol of a target takes one step)";
            throw new InvalidOption("maximum length", complaint, "padding", "maximum-length")
                    .beside("corpus", "format");
        }
    }

    /** Every option that shapes the dataset, by its configuration key; {@link #PLACES}, gates and limits do not. */
    SortedMap<String, String> configuration() {
        SortedMap<String, String> configuration = new TreeMap<>(OptionKeys.flatten(this));
        configuration.keySet().removeAll(SHAPELESS);
        configuration.keySet().removeIf(key -> key.startsWith("gates."));
        if (tokenizer.kind() == TokenizerKind.HUGGING_FACE) {
            byte[] file = tokenizer.huggingFace().content();
            configuration.put("tokenizer.hugging-face.sha256", Sha256.of(file));
        }
        vocabulary.given().ifPresent(given -> configuration.put("vocabulary.sha256", Sha256.of(given.content())));
        vocabulary
                .givenTargets()
                .ifPresent(given -> configuration.put("vocabulary.target-sha256", Sha256.of(given.content())));
        return configuration;
    }
}
