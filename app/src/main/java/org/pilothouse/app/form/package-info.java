/** Fields of forms: what was typed, and what is wrong with it, at the field itself. */
@NullMarked
package org.pilothouse.app.form;

import org.jspecify.annotations.NullMarked;
