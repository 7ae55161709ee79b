package org.pilothouse.gateway.fault;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import org.junit.jupiter.api.MethodDescriptor;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.MethodOrdererContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** Takes the rows in their order and says a line for each. */
final class RowReport implements TestWatcher, MethodOrderer {
    @Override
    public void orderMethods(MethodOrdererContext context) {
        context.getMethodDescriptors()
                .sort(Comparator.comparingInt((MethodDescriptor method) ->
                        method.findAnnotation(Row.class).map(Row::value).orElse(0)));
    }

    @Override
    public void testSuccessful(ExtensionContext context) {
        say(context, "ok");
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        String why = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        say(context, "FAILED: " + why);
    }

    @Override
    public void testAborted(ExtensionContext context, Throwable cause) {
        say(context, "skipped: " + String.valueOf(cause.getMessage()).replaceFirst("^Assumption failed: ", ""));
    }

    @Override
    public void testDisabled(ExtensionContext context, Optional<String> reason) {
        say(context, "skipped: " + reason.orElse(""));
    }

    /** Where the whole class cannot run. */
    static void skipAll(Class<?> rows, String reason) {
        Arrays.stream(rows.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Row.class))
                .sorted(Comparator.comparingInt(
                        (Method method) -> method.getAnnotation(Row.class).value()))
                .forEach(method -> say(method.getAnnotation(Row.class), "skipped: " + reason));
    }

    private static void say(ExtensionContext context, String result) {
        context.getTestMethod().map(method -> method.getAnnotation(Row.class)).ifPresent(row -> say(row, result));
    }

    @SuppressWarnings("SystemOut") // the line is what the test is run for
    private static void say(Row row, String result) {
        System.out.println("row " + row.value() + " " + row.fault() + ": " + result);
    }
}
