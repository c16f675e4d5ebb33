package io.maskwise.model;

/** A loss of each feature by itself; a position's is their mean. */
interface FeatureMeanLoss extends Loss {
    /** The loss of one feature. */
    double feature(double prediction, double target);

    /** Its derivative by the prediction. */
    double derivative(double prediction, double target);

    @Override
    default double position(double[] prediction, double[] target, double[] gradient) {
        double sum = 0;
        for (int i = 0; i < prediction.length; i++) {
            sum += feature(prediction[i], target[i]);
            gradient[i] = derivative(prediction[i], target[i]) / prediction.length;
        }
        return sum / prediction.length;
    }
}
