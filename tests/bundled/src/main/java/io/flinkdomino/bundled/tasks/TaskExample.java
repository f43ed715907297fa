package io.flinkdomino.bundled.tasks;

/**
 * A question with a right answer.
 *
 * @param task name of the task that asks it
 * @param question what the user says
 * @param answer what the model shall learn to say
 */
public record TaskExample(String task, String question, String answer) {}
