/** What is under way. */
@NullMarked
package org.pilothouse.app.operation;

import org.jspecify.annotations.NullMarked;
