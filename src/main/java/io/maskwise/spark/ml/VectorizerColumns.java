package io.maskwise.spark.ml;

import io.maskwise.MaskwiseException;
import io.maskwise.sequence.PaddingOptions;
import java.util.Optional;
import org.apache.spark.ml.param.Param;

/** Where a table has its texts, and where tokens, mask and length go. */
public interface VectorizerColumns extends TokenColumns {
    /** What becomes of a row whose text is null or has no tokens. */
    enum EmptyText {
        /** The job fails and says so. */
        ERROR,
        /** The row is left out. */
        SKIP,
        /** The row stays, with nothing but padding; it counts nowhere. */
        KEEP
    }

    /** The column of texts: string, or array of string where they are tokens already. */
    default Param<String> inputCol() {
        return Parameters.column(this, "inputCol", "column of texts: string, or array of string (tokens)");
    }

    /** The column of lengths: how many tokens are real. */
    default Param<String> lengthCol() {
        return Parameters.column(this, "lengthCol", "column of lengths: how many tokens are real");
    }

    /** A column of labels, one for each token of an array, that is cut where {@link PaddingOptions} cut the tokens. */
    default Param<String> labelsCol() {
        return Parameters.column(
                this, "labelsCol", "column of labels, one for each token, to be cut as the tokens are (optional)");
    }

    /** Where the labels that are left go. */
    default Param<String> cutLabelsCol() {
        return Parameters.column(this, "cutLabelsCol", "column of the labels of tokens that are left (optional)");
    }

    /** What becomes of a row whose text is null or has no tokens: {@code error}, {@code skip} or {@code keep}. */
    default Param<String> handleInvalid() {
        return Parameters.choice(
                EmptyText.class, this, "handleInvalid", "what becomes of a row whose text is null or has no tokens");
    }

    /** The name of the column of texts. */
    default String getInputCol() {
        return getOrDefault(inputCol());
    }

    /** The name of the column of lengths. */
    default String getLengthCol() {
        return getOrDefault(lengthCol());
    }

    /** The columns of labels to be cut and of those that were. */
    private Optional<CutLabels> cutLabels() {
        if (isDefined(labelsCol()) != isDefined(cutLabelsCol())) {
            throw MaskwiseException.usage(
                    "Invalid labelsCol and cutLabelsCol: only one is set (must be both, or neither)");
        }
        return isDefined(labelsCol())
                ? Optional.of(new CutLabels(getOrDefault(labelsCol()), getOrDefault(cutLabelsCol())))
                : Optional.empty();
    }

    /** The columns as they are set. */
    default VectorizerSchema columns() {
        return new VectorizerSchema(getInputCol(), getTokensCol(), getMaskCol(), getLengthCol(), cutLabels());
    }

    /**
     * Labels that are cut.
     *
     * @param from the column of all labels
     * @param to the column of those that are left
     */
    record CutLabels(String from, String to) {}
}
