package io.maskwise.model;

/** What the predictions of classes are, and how they become logarithms of probabilities. */
enum CategoryScale {
    /** Any numbers; their softmax is the probabilities. */
    LOGITS {
        @Override
        double[] logarithms(double[] prediction) {
            double[] logarithms = prediction.clone();
            normalise(logarithms);
            return logarithms;
        }

        @Override
        void backward(double[] prediction, double[] upstream, double[] gradient) {
            double[] logarithms = logarithms(prediction);
            double sum = sum(upstream);
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] = upstream[i] - Math.exp(logarithms[i]) * sum;
            }
        }
    },

    /** Probabilities, which are divided by their sum and kept off 0 and 1, as Keras does. */
    PROBABILITIES {
        @Override
        double[] logarithms(double[] prediction) {
            double sum = sum(prediction);
            double[] logarithms = new double[prediction.length];
            for (int i = 0; i < logarithms.length; i++) {
                logarithms[i] = Math.log(Probability.clipped(prediction[i] / sum));
            }
            return logarithms;
        }

        @Override
        void backward(double[] prediction, double[] upstream, double[] gradient) {
            double sum = sum(prediction);
            double common = 0;
            for (int i = 0; i < gradient.length; i++) {
                double probability = prediction[i] / sum;
                if (Probability.clipped(probability) == probability) {
                    gradient[i] = upstream[i] / prediction[i];
                    common += upstream[i] / sum;
                }
            }
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] -= common;
            }
        }
    };

    static CategoryScale of(boolean fromLogits) {
        return fromLogits ? LOGITS : PROBABILITIES;
    }

    /** The logarithm of each class's probability. */
    abstract double[] logarithms(double[] prediction);

    /** Writes the derivative by the prediction, given that by the logarithms. */
    abstract void backward(double[] prediction, double[] upstream, double[] gradient);

    /** Turns logits into logarithms of probabilities in place; subtracting the largest first keeps the sum finite. */
    static void normalise(double[] values) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            largest = Math.max(largest, value);
        }
        double sum = 0;
        for (double value : values) {
            sum += Math.exp(value - largest);
        }
        double logarithm = largest + Math.log(sum);
        for (int i = 0; i < values.length; i++) {
            values[i] -= logarithm;
        }
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }
}
