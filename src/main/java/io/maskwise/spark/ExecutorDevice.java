package io.maskwise.spark;

import io.maskwise.model.Backend;
import io.maskwise.model.CudaCode;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkEnv;
import org.apache.spark.storage.BlockManagerId;

/**
 * What an executor has to compute with, as one of its tasks sees it.
 *
 * @param executor its id
 * @param host its machine
 * @param addresses the GPUs that Spark gave the task
 * @param gpus all GPUs of the machine; not asked for where Spark gave none
 * @param backend what ND4J has to compute with
 * @param cudaFault why nd4j-cuda cannot begin, in words; empty where it can, or another reason comes before
 */
record ExecutorDevice(
        String executor, String host, List<String> addresses, GpuInventory gpus, Backend backend, String cudaFault)
        implements Serializable {
    ExecutorDevice {
        addresses = List.copyOf(addresses);
    }

    /** What the running task sees. */
    static ExecutorDevice here() {
        BlockManagerId place = SparkEnv.get().blockManager().blockManagerId();
        List<String> addresses = TaskDevice.addresses();
        GpuInventory gpus = addresses.isEmpty()
                ? GpuInventory.NOT_ASKED
                : NvidiaSmi.ofThisMachine().query();
        ExecutorDevice device =
                new ExecutorDevice(place.executorId(), place.host(), addresses, gpus, Backend.installed(), "");
        // Asked last, because it loads CUDA's libraries.
        return device.problem().isPresent()
                ? device
                : device.withCudaFault(Backend.cudaFault().orElse(""));
    }

    private ExecutorDevice withCudaFault(String fault) {
        return new ExecutorDevice(executor, host, addresses, gpus, backend, fault);
    }

    /** Why the executor cannot use its GPU, one line; absent if it can. The first reason is the one to be met first. */
    Optional<String> problem() {
        return reason().map(reason -> "executor " + executor + " on " + host + ": " + reason);
    }

    private Optional<String> reason() {
        if (addresses.isEmpty()) {
            return Optional.of("Spark gave it no GPU (see conf/gpu.conf)");
        }
        Optional<String> unfit =
                addresses.stream().map(this::unfit).flatMap(Optional::stream).findFirst();
        if (unfit.isPresent()) {
            return unfit;
        }
        if (backend == Backend.CPU) {
            return Optional.of("the backend is " + backend.artifact() + ", which knows no GPU (build with -Pcuda)");
        }
        return cudaFault.isEmpty()
                ? Optional.empty()
                : Optional.of(backend.artifact() + " cannot begin: " + cudaFault
                        + " (are the NVIDIA driver and CUDA 11 installed?)");
    }

    private Optional<String> unfit(String address) {
        Optional<Gpu> gpu = gpus.at(address);
        if (gpu.isEmpty()) {
            return Optional.of("GPU " + address + " is not known: " + gpus.whyUnknown(address));
        }
        return gpu.filter(known -> !known.isSupported())
                .map(known -> known + " cannot run " + Backend.CUDA.artifact() + ", which holds code for "
                        + CudaCode.range());
    }
}
