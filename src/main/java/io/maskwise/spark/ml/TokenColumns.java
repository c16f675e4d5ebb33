package io.maskwise.spark.ml;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/** Where a table has its sequences. */
public interface TokenColumns extends Params {
    /** The column of token ids, array of int, padded or not. */
    default Param<String> tokensCol() {
        return Parameters.column(this, "tokensCol", "column of token ids, array of int, padded or not");
    }

    /** The column that says which tokens are real, array of boolean of the same length. */
    default Param<String> maskCol() {
        return Parameters.column(this, "maskCol", "column of which tokens are real, array of boolean");
    }

    /** The name of the column of token ids. */
    default String getTokensCol() {
        return getOrDefault(tokensCol());
    }

    /** The name of the column of masks. */
    default String getMaskCol() {
        return getOrDefault(maskCol());
    }
}
