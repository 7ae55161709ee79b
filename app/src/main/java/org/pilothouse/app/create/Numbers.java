package org.pilothouse.app.create;

import org.jspecify.annotations.Nullable;
import org.pilothouse.app.form.FormField;
import org.pilothouse.app.presentation.Sizes;

/** Reads numbers from fields; a field that holds none in range says so. */
final class Numbers {
    private Numbers() {}

    static @Nullable Integer whole(FormField field, int least, int most, String unit) {
        String text = field.trimmed();
        if (text.matches("\\d{1,9}")) {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        }
        field.reject("Enter a whole number from " + least + " to " + most + " " + unit + ".");
        return null;
    }

    static @Nullable Double decimal(FormField field, double least, double most, String unit) {
        String text = field.trimmed().replace(',', '.');
        if (text.matches("\\d{1,6}(\\.\\d{1,3})?")) {
            double number = Double.parseDouble(text);
            if (number >= least && number <= most) {
                return number;
            }
        }
        field.reject("Enter a number from " + Sizes.trim(least) + " to " + Sizes.trim(most) + " " + unit + ".");
        return null;
    }
}
