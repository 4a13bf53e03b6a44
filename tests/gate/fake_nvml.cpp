// Stands for NVIDIA's library: two GPUs that have drawn 1500 and 2500 mJ.
#define SHOWN extern "C" __attribute__((visibility("default")))

SHOWN int nvmlInit_v2() {
  return 0;
}
SHOWN int nvmlDeviceGetCount_v2(unsigned* count) {
  *count = 2;
  return 0;
}
SHOWN int nvmlDeviceGetHandleByIndex_v2(unsigned index, void** gpu) {
  static int gpus[] = {1500, 2500};
  *gpu = &gpus[index];
  return 0;
}
SHOWN int nvmlDeviceGetTotalEnergyConsumption(void* gpu, unsigned long long* millijoules) {
  *millijoules = static_cast<unsigned long long>(*static_cast<int*>(gpu));
  return 0;
}
