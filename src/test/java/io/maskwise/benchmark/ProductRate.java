package io.maskwise.benchmark;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * How fast this machine's OpenBLAS multiplies matrices of single precision on one thread.
 *
 * <p>{@code ProductRate M,N,K,LAYOUT,COUNT …} takes the products of one step, each so many times, with a layout of
 * {@code nn}, {@code nt} or {@code tn} (which of both is transposed), over and over for some seconds; and prints one JSON
 * object with the floating-point operations of a step and how many a second the fastest tenth of the steps did.
 */
public final class ProductRate {
    private static final long NANOSECONDS = 6_000_000_000L;

    private ProductRate() {}

    private record Product(
            int m, int n, int k, String layout, int count, FloatPointer a, FloatPointer b, FloatPointer c) {
        static Product parse(String text) {
            String[] parts = text.split(",", -1);
            int[] sizes = Arrays.stream(parts, 0, 3).mapToInt(Integer::parseInt).toArray();
            return new Product(
                    sizes[0],
                    sizes[1],
                    sizes[2],
                    parts[3],
                    Integer.parseInt(parts[4]),
                    random(sizes[0] * sizes[2]),
                    random(sizes[2] * sizes[1]),
                    random(sizes[0] * sizes[1]));
        }

        private static FloatPointer random(int length) {
            Random random = new Random(length);
            float[] values = new float[length];
            for (int i = 0; i < length; i++) {
                values[i] = random.nextFloat() - 0.5f;
            }
            return new FloatPointer(values);
        }

        double operations() {
            return 2.0 * m * n * k * count;
        }

        void run() {
            boolean first = layout.charAt(0) == 't';
            boolean second = layout.charAt(1) == 't';
            for (int i = 0; i < count; i++) {
                cblas_sgemm(
                        CblasRowMajor,
                        first ? CblasTrans : CblasNoTrans,
                        second ? CblasTrans : CblasNoTrans,
                        m,
                        n,
                        k,
                        1,
                        a,
                        first ? m : k,
                        b,
                        second ? k : n,
                        0,
                        c,
                        n);
            }
        }
    }

    /** See the class. */
    public static void main(String[] arguments) {
        openblas_nolapack.blas_set_num_threads(1);
        List<Product> products = Arrays.stream(arguments).map(Product::parse).toList();
        double operations = products.stream().mapToDouble(Product::operations).sum();
        List<Long> times = new ArrayList<>();
        long end = System.nanoTime() + NANOSECONDS;
        while (System.nanoTime() < end) {
            long begun = System.nanoTime();
            products.forEach(Product::run);
            times.add(System.nanoTime() - begun);
        }
        times.sort(null);
        double nanoseconds = times.get(times.size() / 10);
        System.out.printf(
                Locale.ROOT,
                "{\"operations\":%.0f,\"operationsPerSecond\":%.0f,\"steps\":%d}%n",
                operations,
                operations / nanoseconds * 1e9,
                times.size());
    }
}
