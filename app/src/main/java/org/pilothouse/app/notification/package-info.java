/** Short messages that come and go. */
@NullMarked
package org.pilothouse.app.notification;

import org.jspecify.annotations.NullMarked;
