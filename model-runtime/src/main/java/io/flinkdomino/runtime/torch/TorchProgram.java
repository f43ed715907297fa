package io.flinkdomino.runtime.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A TorchScript program and what its attributes hold: one JNI call runs one of its methods, whole
 * model passes included. One thread at a time; the program dies with the scope it was loaded in.
 */
public final class TorchProgram {

  /** What programs share: functions that their texts may call. */
  private static final List<String> SHARED = List.of("layers", "sampling");

  private final String name;
  private final PtSymbolBlock module;

  private TorchProgram(String name, PtSymbolBlock module) {
    this.name = name;
    this.module = module;
  }

  /**
   * Loads a program of this package's resources.
   *
   * @param scope owns the program
   * @param name the resource's name without its suffix
   * @param attributes Long, Double, Boolean or List of Long by attribute name
   * @param tensorLists attributes that the program's {@code bind} fills
   * @throws EngineException if the program is not accepted
   */
  public static TorchProgram load(
      TensorScope scope, String name, Map<String, Object> attributes, List<String> tensorLists) {
    Map<String, Object> all = new LinkedHashMap<>(attributes);
    tensorLists.forEach(list -> all.put(list, TorchScriptArchive.NO_TENSORS));
    byte[] archive =
        TorchScriptArchive.write(
            SHARED.stream().map(TorchProgram::source).collect(Collectors.joining()) + source(name),
            all);
    try {
      return new TorchProgram(
          name, JniUtils.loadModule(scope.djl(), new ByteArrayInputStream(archive), false, false));
    } catch (IOException | RuntimeException e) {
      throw new EngineException("loading program " + name + " failed", e);
    }
  }

  /**
   * Tells the calling thread how programs run on it: so many threads within an operator, and no
   * re-specialization of programs to new shapes, which would recompile at every new length.
   */
  public static void prepareThread(int intraOpThreads) {
    TorchDevice.engine();
    JniUtils.setNumThreads(intraOpThreads);
    JniUtils.setGraphExecutorOptimize(false);
  }

  /** Runs a method that answers with one tensor. */
  public Tensor tensor(TensorScope scope, String method, Object... arguments) {
    try (IValue result = run(method, arguments)) {
      return new Tensor(result.toTensor(scope.djl()));
    }
  }

  /** Runs a method that answers with a tuple of tensors. */
  public List<Tensor> tensors(TensorScope scope, String method, Object... arguments) {
    List<Tensor> tensors = new ArrayList<>();
    try (IValue result = run(method, arguments)) {
      for (IValue part : result.toIValueTuple()) {
        try (part) {
          tensors.add(new Tensor(part.toTensor(scope.djl())));
        }
      }
    }
    return tensors;
  }

  /** Runs a method that answers with a number. */
  public long number(String method, Object... arguments) {
    try (IValue result = run(method, arguments)) {
      return result.toLong();
    }
  }

  /**
   * Runs a method whose operations PyTorch keeps books of, so that it may ask for gradients. Unlike
   * the answers of other methods, what it answers with may take part in such methods again.
   *
   * @param scope owns the answers
   * @param arguments a Tensor or a list of Tensors each
   */
  public List<Tensor> tracked(TensorScope scope, String method, Object... arguments) {
    NDList named = new NDList();
    boolean before = JniUtils.isGradMode();
    try (NDArray selector = scope.djl().create(0)) {
      JniUtils.setGradMode(true);
      selector.setName("module_method:" + method);
      named.add(selector); // first: its owner becomes the owner of what comes back
      for (int i = 0; i < arguments.length; i++) {
        name(named, arguments[i], "list" + i + "[]");
      }
      return IValueUtils.forward(module, named, true).stream().map(Tensor::new).toList();
    } catch (RuntimeException e) {
      throw new EngineException("method " + method + " of program " + name + " failed", e);
    } finally {
      JniUtils.setGradMode(before);
    }
  }

  // DJL tells by its name what an argument belongs to.
  private static void name(NDList named, Object argument, String listName) {
    List<?> tensors = argument instanceof List<?> list ? list : List.of(argument);
    for (Object tensor : tensors) {
      PtNDArray array = ((Tensor) tensor).djl();
      array.setName(argument instanceof List<?> ? listName : null);
      named.add(array);
    }
  }

  private IValue run(String method, Object... arguments) {
    IValue[] values = new IValue[arguments.length];
    try {
      for (int i = 0; i < arguments.length; i++) {
        values[i] = value(arguments[i]);
      }
      return IValueUtils.runMethod(module, method, values);
    } catch (RuntimeException e) {
      throw new EngineException("method " + method + " of program " + name + " failed", e);
    } finally {
      for (IValue value : values) {
        if (value != null) {
          value.close();
        }
      }
    }
  }

  private static IValue value(Object argument) {
    if (argument instanceof Tensor tensor) {
      return IValue.from(tensor.djl());
    }
    if (argument instanceof Integer || argument instanceof Long) {
      return IValue.from(((Number) argument).longValue());
    }
    if (argument instanceof Double number) {
      return IValue.from(number);
    }
    if (argument instanceof Boolean flag) {
      return IValue.from(flag);
    }
    if (argument instanceof long[] numbers) {
      return IValue.listFrom(numbers);
    }
    if (argument instanceof List<?> tensors) {
      return IValue.listFrom(
          tensors.stream().map(t -> ((Tensor) t).djl()).toArray(PtNDArray[]::new));
    }
    throw new IllegalArgumentException(
        "argument must be a Tensor, Integer, Long, Double, Boolean, long[] or list of Tensors, got "
            + argument.getClass().getName());
  }

  private static String source(String name) {
    String resource = name + ".torchscript";
    try (InputStream in = TorchProgram.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("program " + resource + " is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new EngineException("reading program " + name + " failed", e);
    }
  }
}
