package io.maskwise.text;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/**
 * Rows such as {@code x=18,y=-4:x*y} with the label {@code -}, as the result is -72.
 *
 * <p>x and y are whole numbers, up to a largest one and down to its negative, defined in either order and combined in
 * either order by {@code +}, {@code -} or {@code *}. The label, the first character of the result, is a digit or the minus
 * sign.
 */
final class ArithmeticSample implements SampleGenerator {
    /** Beyond it the product of two numbers is no {@code int}. */
    static final int GREATEST = 46_340;

    private final Random random;
    private final int largest;
    private final Set<String> seen = new HashSet<>();

    ArithmeticSample(Random random, int largest) {
        this.random = random;
        this.largest = largest;
    }

    /** How many rows there are: all values of x and y, two orders of definition, two of operands, three operators. */
    static long distinctRows(int largest) {
        long values = values(largest);
        return values * values * 2 * 2 * 3;
    }

    private static int values(int largest) {
        return 2 * largest + 1;
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
        int x = random.nextInt(values(largest)) - largest;
        int y = random.nextInt(values(largest)) - largest;
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
