/** What can be done to environments, each as one action. */
@NullMarked
package org.pilothouse.app.command;

import org.jspecify.annotations.NullMarked;
