package io.maskwise.text;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/**
 * Rows such as {@code x=81,y=-4:x*y} with the label {@code -}, as the result is -324.
 *
 * <p>x and y are whole numbers from -99 to 99, defined in either order and combined in either order by {@code +},
 * {@code -} or {@code *}. The label, the first character of the result, is a digit or the minus sign.
 */
final class ArithmeticSample implements SampleGenerator {
    private static final int LARGEST = 99;
    private static final int VALUES = 2 * LARGEST + 1;

    /** All values of x and y, two orders of definition, two of operands, three operators. */
    static final int DISTINCT_ROWS = VALUES * VALUES * 2 * 2 * 3;

    private final Random random;
    private final Set<String> seen = new HashSet<>();

    ArithmeticSample(Random random) {
        this.random = random;
    }

    @Override
    public String extension() {
        return ".tsv";
    }

    @Override
    public String file(String split, int rows) {
        StringBuilder file = new StringBuilder("label\ttext\n");
        int written = 0;
        while (written < rows) {
            Problem problem = draw();
            if (seen.add(problem.text())) {
                file.append(problem.result().charAt(0)).append('\t').append(problem.text());
                file.append('\n');
                written++;
            }
        }
        return file.toString();
    }

    private Problem draw() {
        int x = random.nextInt(VALUES) - LARGEST;
        int y = random.nextInt(VALUES) - LARGEST;
        boolean xDefinedFirst = random.nextBoolean();
        boolean xOperatesFirst = random.nextBoolean();
        char operator = "+-*".charAt(random.nextInt(3));
        String definitions = xDefinedFirst ? "x=" + x + ",y=" + y : "y=" + y + ",x=" + x;
        String operation = xOperatesFirst ? "x" + operator + "y" : "y" + operator + "x";
        int result = xOperatesFirst ? apply(operator, x, y) : apply(operator, y, x);
        return new Problem(definitions + ":" + operation, Integer.toString(result));
    }

    private static int apply(char operator, int left, int right) {
        return switch (operator) {
            case '+' -> left + right;
            case '-' -> left - right;
            case '*' -> left * right;
            default -> throw new IllegalArgumentException("Invalid operator: " + operator + " (must be +, - or *)");
        };
    }

    private record Problem(String text, String result) {}
}
